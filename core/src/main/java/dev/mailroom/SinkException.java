package dev.mailroom;

import org.jspecify.annotations.Nullable;

/**
 * Says that a sink cannot confirm that its item was written: a table or a permission is missing, or
 * the store cannot be reached. The text says what to fix.
 *
 * <p>Let it pass out of the handler: the record is then reported, SQS keeps the message, and the
 * write is retried, which is safe because it is idempotent.
 */
public class SinkException extends MailroomException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what went wrong and where, without values of the item
     * @param cause what the store said, or null
     */
    public SinkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.mailroom;

import org.jspecify.annotations.Nullable;

/**
 * Says that a sink does not know its item to be written: the table is missing, a permission is, or
 * the store is out of reach. The text says who has to mend what.
 *
 * <p>Let it pass out of the handler: the record is then reported, SQS keeps the message, and the
 * write is tried again, safely, since it is idempotent.
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

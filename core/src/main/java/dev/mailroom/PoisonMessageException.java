package dev.mailroom;

import org.jspecify.annotations.Nullable;

/**
 * Says that a message can never succeed, however often it is delivered: its body is not what was
 * agreed on.
 *
 * <p>The record is reported at once, and the queue's redrive policy moves the message to the
 * dead-letter queue after its {@code maxReceiveCount}. Fix the sender, or teach the handler the new
 * shape; then redrive the message from the dead-letter queue.
 *
 * <p>Handlers may throw it for what only they can see, such as an order without lines. Keep values
 * of the payload out of the text: it is logged.
 */
public class PoisonMessageException extends MailroomException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception with a reason.
     *
     * @param reason why the message can never succeed, without values of the payload
     */
    public PoisonMessageException(String reason) {
        super(reason, null);
    }

    /**
     * Creates an exception with a reason and a cause.
     *
     * @param reason why the message can never succeed, without values of the payload
     * @param cause what showed it; logged, so its text must be free of payload values too
     */
    public PoisonMessageException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /**
     * Creates an exception about one message; its id is added to the text.
     *
     * @param reason why the message can never succeed, without values of the payload
     * @param messageId the SQS message id
     * @param cause what showed it, or null; logged, so its text must be free of payload values too
     */
    public PoisonMessageException(String reason, String messageId, @Nullable Throwable cause) {
        super(reason, messageId, cause);
    }
}

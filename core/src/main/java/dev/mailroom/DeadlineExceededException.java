package dev.mailroom;

/**
 * Says that a handler was still running at the deadline and did not end when it was interrupted.
 *
 * <p>The record is reported and will be delivered again, while the handler may still make its
 * effect: only an idempotent effect is safe from that. Raise the function's timeout, or bound what
 * the handler waits for.
 */
public final class DeadlineExceededException extends MailroomException {

    private static final long serialVersionUID = 1L;

    DeadlineExceededException(String messageId) {
        super(
                "the handler kept running after the deadline and ignored its interrupt",
                messageId,
                null);
    }
}

package dev.mailroom;

import org.jspecify.annotations.Nullable;

/**
 * The base of all exceptions that Mailroom throws while a record is handled.
 *
 * <p>Messages say what went wrong, what was expected and where, and name ids. They never hold
 * values of the payload, so they are safe to log.
 */
public class MailroomException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String messageId;

    /**
     * Creates an exception about no message in particular.
     *
     * @param message what went wrong, without values of the payload
     * @param cause what caused it, or null
     */
    public MailroomException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.messageId = null;
    }

    /**
     * Creates an exception about one message; its id is added to the text.
     *
     * @param message what went wrong, without values of the payload
     * @param messageId the SQS message id
     * @param cause what caused it, or null
     */
    public MailroomException(String message, String messageId, @Nullable Throwable cause) {
        super(message + " (messageId: " + messageId + ")", cause);
        this.messageId = messageId;
    }

    /**
     * Returns the id of the SQS message that this is about, or null if it is about none in
     * particular.
     *
     * @return the message id, or null
     */
    public @Nullable String messageId() {
        return messageId;
    }
}

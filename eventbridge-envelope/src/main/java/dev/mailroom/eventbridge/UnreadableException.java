package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/**
 * Says why a body cannot be read, and where, without quoting it. Whoever finds the fault describes
 * it; {@link EnvelopeReader} makes it the result of its reading.
 *
 * <p>Without a stack trace: it speaks of the body, not of the code.
 */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        this(reason, null);
    }

    UnreadableException(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

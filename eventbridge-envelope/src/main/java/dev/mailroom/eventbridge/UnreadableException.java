package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/**
 * Says why a body cannot be read, and where, without quoting it. The code that finds the fault
 * describes it; {@link EnvelopeReader} turns it into its result.
 *
 * <p>It has no stack trace, because it is about the body, not the code.
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

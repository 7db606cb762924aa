package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/** The errors of functions, in Lambda's words. */
final class FunctionErrors {

    private FunctionErrors() {}

    static String timeout(Duration timeout) {
        return String.format(
                Locale.ROOT, "Task timed out after %d.00 seconds", timeout.toSeconds());
    }

    static String describe(@Nullable Throwable error) {
        if (error == null) {
            return "unknown error";
        }
        return describe(error.getClass().getName(), error.getMessage());
    }

    static String describe(String type, @Nullable String message) {
        return message == null || message.isEmpty() ? type : type + ": " + message;
    }
}

package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.Nullable;

/** A function could not be made ready; the message says why, as Lambda would. */
final class InitException extends Exception {

    private static final long serialVersionUID = 1L;

    InitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.Nullable;

/** Says that a function cannot be initialized; the message says why, in Lambda's words. */
final class InitException extends Exception {

    private static final long serialVersionUID = 1L;

    InitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

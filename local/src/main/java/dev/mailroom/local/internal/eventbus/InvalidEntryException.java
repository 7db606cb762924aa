package dev.mailroom.local.internal.eventbus;

/** Says that one entry of a request is not valid; the others are not affected. */
final class InvalidEntryException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidEntryException(String message) {
        super(message);
    }
}

package dev.mailroom.local.internal.eventbus;

/** One entry of a request is not valid; the others are not concerned. */
final class InvalidEntryException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidEntryException(String message) {
        super(message);
    }
}

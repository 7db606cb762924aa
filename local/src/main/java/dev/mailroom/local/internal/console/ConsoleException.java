package dev.mailroom.local.internal.console;

/** The page's request cannot be answered; its user sees the message. */
final class ConsoleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    ConsoleException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}

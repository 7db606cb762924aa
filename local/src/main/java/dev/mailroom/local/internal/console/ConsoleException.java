package dev.mailroom.local.internal.console;

/** The page asked for what cannot be; the message is for who looks at it. */
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

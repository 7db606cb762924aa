package dev.mailroom.local.internal.eventbridge;

/** Says that EventBridge refuses a request as a whole: HTTP 400 with this type and message. */
final class RequestRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String type;

    RequestRefusedException(String type, String message) {
        super(message);
        this.type = type;
    }

    static RequestRefusedException validation(String message) {
        return new RequestRefusedException("ValidationException", message);
    }

    String type() {
        return type;
    }
}

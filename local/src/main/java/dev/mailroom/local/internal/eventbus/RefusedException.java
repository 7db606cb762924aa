package dev.mailroom.local.internal.eventbus;

/** Says that a request to publish is refused as a whole. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    private RefusedException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    /** V8: an unreadable request fails all entries. */
    static RefusedException unreadable(String message) {
        return new RefusedException(400, "SerializationException", message);
    }

    static RefusedException invalid(String message) {
        return new RefusedException(400, "InvalidInputException", message);
    }

    static RefusedException noBus(String arn) {
        return new RefusedException(
                404, "ResourceNotFoundException", "Event bus " + arn + " does not exist.");
    }

    static RefusedException unknown(String operation) {
        return new RefusedException(
                404,
                "UnknownOperationException",
                "Operation '"
                        + operation
                        + "' is not supported locally; supported are PutEvents and PutRawEvents.");
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

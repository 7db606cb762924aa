package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;

/** A service refused a request that this module made. */
public final class AwsJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String type;

    private AwsJsonException(String type, String message) {
        super(message);
        this.type = type;
    }

    static AwsJsonException of(String service, String operation, int status, JsonNode body) {
        String name = body.path("__type").asText("");
        String type = name.substring(name.indexOf('#') + 1);
        String message = body.path("message").asText(body.path("Message").asText(""));
        return new AwsJsonException(
                type, service + " " + operation + ": HTTP " + status + " " + type + ": " + message);
    }

    /** Whether it was refused with this exception, such as {@code ResourceInUseException}. */
    public boolean is(String exception) {
        return type.equals(exception);
    }
}

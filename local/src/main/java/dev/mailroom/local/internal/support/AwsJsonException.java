package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;

/** A service refused a request that this module made. */
public final class AwsJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    private AwsJsonException(String message) {
        super(message);
    }

    static AwsJsonException of(String service, String operation, int status, JsonNode body) {
        String type = body.path("__type").asText("");
        String message = body.path("message").asText(body.path("Message").asText(""));
        return new AwsJsonException(
                service
                        + " "
                        + operation
                        + ": HTTP "
                        + status
                        + " "
                        + type.substring(type.indexOf('#') + 1)
                        + ": "
                        + message);
    }
}

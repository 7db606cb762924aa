package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;

import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

/**
 * Says that a body cannot be opened or bound, and where, without quoting it. The router adds the
 * message id.
 *
 * <p>Jackson's own messages quote the payload, so they are neither repeated nor kept as a cause.
 */
final class UnreadableBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableBodyException(String reason) {
        super(reason);
    }

    UnreadableBodyException(String reason, Throwable cause) {
        super(reason, cause);
    }

    static UnreadableBodyException noJson(JsonProcessingException e) {
        return new UnreadableBodyException(
                "the body is no valid JSON" + at(e.getLocation()), WithheldMessage.of(e));
    }

    static UnreadableBodyException unbound(JsonMappingException e, @Nullable Route<?> route) {
        String type = route == null ? "its type" : route.type().type().getTypeName();
        return new UnreadableBodyException(
                "\"detail\" does not bind to " + type + " at " + path(e) + at(e.getLocation()),
                WithheldMessage.of(e));
    }

    PoisonMessageException about(String messageId) {
        return new PoisonMessageException(String.valueOf(getMessage()), messageId, getCause());
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder("detail");
        for (Reference step : e.getPath()) {
            if (step.getFieldName() != null) {
                path.append('.').append(step.getFieldName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}

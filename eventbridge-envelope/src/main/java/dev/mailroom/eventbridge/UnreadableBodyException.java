package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Says that a body cannot be opened or bound, and where, without quoting it. The router adds the
 * message id.
 *
 * <p>Jackson's own messages quote the payload, so they are neither repeated nor kept as a cause.
 */
final class UnreadableBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_PATH = 200;

    UnreadableBodyException(String reason) {
        super(reason);
    }

    UnreadableBodyException(String reason, Throwable cause) {
        super(reason, cause);
    }

    static UnreadableBodyException noJson(JsonProcessingException e) {
        String reason =
                e instanceof StreamConstraintsException
                        ? "the body is JSON nested too deep, or with too long a string or number"
                        : "the body is no valid JSON";
        return new UnreadableBodyException(reason + at(e.getLocation()), WithheldMessage.of(e));
    }

    static UnreadableBodyException unbound(JsonMappingException e, OpenedEnvelope envelope) {
        String path = path(e, envelope);
        Route<?> route = envelope.route;
        String missing = route == null ? null : missingField(e, route);
        String where =
                missing == null
                        ? " at " + path
                        : ": " + path + "." + missing + " is missing or null";
        return new UnreadableBodyException(
                doesNotBind(envelope) + where + at(e.getLocation()), WithheldMessage.of(e));
    }

    static UnreadableBodyException failed(Throwable failure, OpenedEnvelope envelope) {
        String reason = envelope.route == null ? "the body cannot be read" : doesNotBind(envelope);
        return new UnreadableBodyException(reason, WithheldMessage.of(failure));
    }

    PoisonMessageException about(String messageId) {
        return new PoisonMessageException(String.valueOf(getMessage()), messageId, getCause());
    }

    private static String doesNotBind(OpenedEnvelope envelope) {
        Route<?> route = envelope.route;
        String type = route == null ? "its type" : route.type.getTypeName();
        return (envelope.isEvent() ? "\"detail\"" : "the body") + " does not bind to " + type;
    }

    /**
     * The name, in JSON, of the property that the null check of a type's own constructor names;
     * null if it names none. Other texts are not looked at: they may quote the payload.
     */
    private static @Nullable String missingField(JsonMappingException e, Route<?> route) {
        if (e instanceof ValueInstantiationException refusal
                && e.getCause() instanceof NullPointerException check) {
            BeanDescription type = route.detailReader.getConfig().introspect(refusal.getType());
            for (BeanPropertyDefinition property : type.findProperties()) {
                if (property.getName().equals(check.getMessage())
                        || property.getInternalName().equals(check.getMessage())) {
                    return property.getName();
                }
            }
        }
        return null;
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String path(JsonMappingException e, OpenedEnvelope envelope) {
        StringBuilder path = new StringBuilder(envelope.isEvent() ? "detail" : "body");
        for (Reference step : e.getPath()) {
            if (namedBySender(step, e)) {
                path.append("[*]");
            } else if (step.getFieldName() != null) {
                path.append('.').append(step.getFieldName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
            if (path.length() > MAX_PATH) {
                // Whoever sends the message chooses the names and how deep they nest.
                return path.substring(0, MAX_PATH) + "…";
            }
        }
        return path.toString();
    }

    /** Keys of maps and unknown properties are data, not names of ours. */
    private static boolean namedBySender(Reference step, JsonMappingException e) {
        Object from = step.getFrom();
        return from instanceof Map
                || Map.Entry.class.equals(from)
                || (e instanceof UnrecognizedPropertyException unknown
                        && unknown.getPropertyName().equals(step.getFieldName()));
    }
}

package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
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
    private static final String BYTE_ORDER_MARK = "\ufeff";

    UnreadableBodyException(String reason) {
        super(reason);
    }

    UnreadableBodyException(String reason, Throwable cause) {
        super(reason, cause);
    }

    static UnreadableBodyException noJson(JsonProcessingException e, String text) {
        if (text.startsWith(BYTE_ORDER_MARK)) {
            return new UnreadableBodyException(
                    "the body begins with a byte order mark (U+FEFF), which is not JSON");
        }
        String reason =
                e instanceof StreamConstraintsException
                        ? "the body is JSON nested too deep, or with too long a string or number"
                        : "the body is not valid JSON";
        return new UnreadableBodyException(reason + at(e.getLocation()), WithheldMessage.of(e));
    }

    /** Says what the payload did that made binding it fail. */
    static UnreadableBodyException of(Throwable failure, OpenedEnvelope envelope) {
        JsonProcessingException json = invalidJson(failure);
        if (json != null) {
            return noJson(json, envelope.payload());
        }
        if (failure instanceof JsonMappingException e) {
            return unbound(e, envelope);
        }
        String reason = envelope.route == null ? "the body cannot be read" : doesNotBind(envelope);
        return new UnreadableBodyException(reason, WithheldMessage.of(failure));
    }

    /** Jackson wraps a syntax error once for each level of the object that it makes. */
    private static @Nullable JsonProcessingException invalidJson(Throwable failure) {
        Throwable each = failure;
        while (each instanceof JsonMappingException && each.getCause() != null) {
            each = each.getCause();
        }
        return each instanceof JsonParseException || each instanceof StreamConstraintsException
                ? (JsonProcessingException) each
                : null;
    }

    private static UnreadableBodyException unbound(
            JsonMappingException e, OpenedEnvelope envelope) {
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

    PoisonMessageException about(String messageId) {
        return new PoisonMessageException(String.valueOf(getMessage()), messageId, getCause());
    }

    private static String doesNotBind(OpenedEnvelope envelope) {
        return what(envelope) + " does not bind to " + type(envelope);
    }

    /** What is bound. */
    static String what(OpenedEnvelope envelope) {
        return envelope.isEvent() ? "\"detail\"" : "the body";
    }

    /** What it is bound to. */
    static String type(OpenedEnvelope envelope) {
        Route<?> route = envelope.route;
        return route == null ? "its type" : route.type.getTypeName();
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

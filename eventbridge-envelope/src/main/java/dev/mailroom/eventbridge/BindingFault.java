package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;

import dev.mailroom.MailroomException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Describes why a text does not bind to the type of a route, and where.
 *
 * <p>Jackson's own messages quote the payload, so they are neither repeated nor kept as a cause.
 *
 * @param root what is bound, the detail or the body; the paths of its values begin with it
 */
record BindingFault(String root, Slice text, Route<?> route) {

    private static final int MAX_PATH = 200;

    /**
     * Returns what the payload did.
     *
     * @throws MailroomException if the type that it is bound to is to blame
     */
    UnreadableException of(Throwable failure, String messageId) {
        if (failure instanceof InvalidDefinitionException e && comesAgain(e)) {
            return new UnreadableException(doesNotBind() + ": " + path(e) + " occurs twice");
        }
        Throwable fault = Blame.ofCode(failure);
        if (fault instanceof Error error) {
            throw error;
        }
        if (fault instanceof MailroomException outcome) {
            throw outcome; // the type itself says what the outcome is
        }
        if (fault != null) {
            throw new MailroomException(
                    what() + " cannot be bound to " + type() + ": the type failed, not the message",
                    messageId,
                    fault);
        }
        return ofPayload(failure);
    }

    private UnreadableException ofPayload(Throwable failure) {
        JsonProcessingException json = invalidJson(failure);
        if (json != null) {
            return noJson(json);
        }
        String reason = doesNotBind();
        if (failure instanceof JsonMappingException e) {
            String missing = missingField(e);
            String where =
                    missing == null
                            ? " at " + path(e)
                            : ": " + path(e) + "." + missing + " is missing or null";
            reason += where + at(e.getLocation());
        }
        return new UnreadableException(reason, WithheldMessage.of(failure));
    }

    private String doesNotBind() {
        return what() + " does not bind to " + type();
    }

    private String what() {
        return root.equals("body") ? "the body" : "\"" + root + "\"";
    }

    private String type() {
        return route.type.getTypeName();
    }

    /**
     * Whether the property that failed occurs twice in an object. Jackson makes a record as soon as
     * it has all its components, and reports one that comes again like a fault of the type.
     */
    private boolean comesAgain(InvalidDefinitionException e) {
        List<Reference> path = e.getPath();
        String name = path.isEmpty() ? null : path.get(path.size() - 1).getFieldName();
        try (JsonParser json = route.detailReader.getFactory().createParser(text.toString())) {
            return name != null && hasTwice(name, json);
        } catch (IOException unreadable) {
            return false; // not swallowed: the failure is described without it
        }
    }

    private static boolean hasTwice(String name, JsonParser json) throws IOException {
        Deque<Boolean> seen = new ArrayDeque<>(); // for each object around the token
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                seen.push(false);
            } else if (token == JsonToken.END_OBJECT) {
                seen.pop();
            } else if (token == JsonToken.FIELD_NAME && name.equals(json.currentName())) {
                if (seen.pop()) {
                    return true;
                }
                seen.push(true);
            }
        }
        return false;
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

    private UnreadableException noJson(JsonProcessingException e) {
        if (text.toString().startsWith(JsonFault.BYTE_ORDER_MARK)) {
            return new UnreadableException(JsonFault.BEGINS_WITH_BYTE_ORDER_MARK);
        }
        String reason =
                e instanceof StreamConstraintsException ? JsonFault.TOO_LARGE : JsonFault.NOT_VALID;
        return new UnreadableException(reason + at(e.getLocation()));
    }

    private String at(@Nullable JsonLocation location) {
        return location == null || location.getCharOffset() < 0
                ? ""
                : text.at(location.getCharOffset());
    }

    /**
     * The name, in JSON, of the property that the null check of a type's own constructor names;
     * null if it names none. Other texts are not looked at: they may quote the payload.
     */
    private @Nullable String missingField(JsonMappingException e) {
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

    private String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder(root);
        for (Reference step : e.getPath()) {
            if (isNamedBySender(step, e)) {
                path.append("[*]");
            } else if (step.getFieldName() != null) {
                path.append('.').append(step.getFieldName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
            if (path.length() > MAX_PATH) {
                // The sender chooses the names, and how deeply they nest.
                return path.substring(0, MAX_PATH) + "…";
            }
        }
        return path.toString();
    }

    /** Keys of maps and unknown properties are data, not names of the schema. */
    private static boolean isNamedBySender(Reference step, JsonMappingException e) {
        Object from = step.getFrom();
        return from instanceof Map
                || Map.Entry.class.equals(from)
                || (e instanceof UnrecognizedPropertyException unknown
                        && unknown.getPropertyName().equals(step.getFieldName()));
    }
}

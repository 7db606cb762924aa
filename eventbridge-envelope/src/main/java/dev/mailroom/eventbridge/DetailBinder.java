package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.mailroom.MailroomException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Binds a detail to the type of its route, straight from the parser. */
final class DetailBinder {

    private final JsonFactory json;

    DetailBinder(JsonFactory json) {
        this.json = json;
    }

    /**
     * Binds a text that is one JSON value; null if it is JSON's null.
     *
     * @param what names the text in the message that it does not bind
     * @throws MailroomException if the type that it is bound to failed
     */
    @Nullable Object bind(String what, Slice text, Route<?> route, String messageId)
            throws UnreadableException {
        try {
            return bind(text, route);
        } catch (IOException | RuntimeException | Error e) {
            // A user's constructor or deserializer may throw anything.
            throw new BindingFault(what, text, route).of(e, messageId);
        }
    }

    private @Nullable Object bind(Slice text, Route<?> route)
            throws IOException, UnreadableException {
        if (route.raw()) {
            String raw = text.toString();
            return raw.equals("null") ? null : raw;
        }
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            Object detail = bind(parser, route);
            if (parser.nextToken() != null) {
                throw new UnreadableException("the body goes on after the end of its JSON");
            }
            return detail;
        }
    }

    private @Nullable Object bind(JsonParser parser, Route<?> route)
            throws IOException, UnreadableException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? bindString(parser, route)
                : route.detailReader.readValue(parser);
    }

    // C18: Scheduler's detail is a string that contains JSON. A string that only looks like JSON is
    // bound as a string.
    private @Nullable Object bindString(JsonParser parser, Route<?> route)
            throws IOException, UnreadableException {
        String inner = parser.getText();
        return Slice.beginsWith(inner, '{', '[') && isJson(inner)
                ? bind(Slice.all(inner), route)
                : route.detailReader.readValue(parser);
    }

    private boolean isJson(String text) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false; // not swallowed: the caller then binds the string itself
        }
    }
}

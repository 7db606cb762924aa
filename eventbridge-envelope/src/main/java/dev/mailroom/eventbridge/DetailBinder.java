package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Binds a detail to the type of its route, straight from the parser. */
final class DetailBinder {

    private final JsonFactory json;

    DetailBinder(JsonFactory json) {
        this.json = json;
    }

    /** Binds the parser's current value, a part of the text; null if it is JSON's null. */
    @Nullable Object bind(JsonParser parser, String text, Route<?> route) throws IOException {
        if (!route.readsDetail() || parser.currentToken() == JsonToken.VALUE_NULL) {
            parser.skipChildren();
            return null;
        }
        if (route.raw()) {
            return Slice.skipped(parser, text);
        }
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? bindString(parser, route)
                : route.detailReader.readValue(parser);
    }

    /** Binds a text that is one JSON value. */
    @Nullable Object bindText(String text, Route<?> route) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            Object detail = bind(parser, text, route);
            if (parser.nextToken() != null) {
                throw new UnreadableBodyException("the detail goes on after the end of its JSON");
            }
            return detail;
        }
    }

    // C18: Scheduler's detail is a string that holds JSON. A string that only looks as if it held
    // some is bound as the string it is.
    private @Nullable Object bindString(JsonParser parser, Route<?> route) throws IOException {
        String inner = parser.getText();
        return Slice.beginsWith(inner, '{', '[') && isJson(inner)
                ? bindText(inner, route)
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

package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one body as a stream, once. It finds the route before it binds the detail, so an event that
 * nobody wants costs no binding, and a wanted one is bound straight from the parser.
 */
final class EnvelopeReader {

    private final JsonFactory json;
    private final Routes routes;

    EnvelopeReader(JsonFactory json, Routes routes) {
        this.json = json;
        this.routes = routes;
    }

    /**
     * Reads the body into the envelope, as far as it gets.
     *
     * @throws UnreadableBodyException if the body is no EventBridge event, or if its detail does
     *     not bind
     */
    void read(String body, OpenedEnvelope envelope) {
        try (JsonParser parser = json.createParser(body)) {
            readEvent(parser, body, envelope);
        } catch (JsonMappingException e) {
            throw UnreadableBodyException.unbound(e, envelope.route);
        } catch (JsonProcessingException e) {
            throw UnreadableBodyException.noJson(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a string", e);
        }
    }

    private void readEvent(JsonParser parser, String body, OpenedEnvelope envelope)
            throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableBodyException(
                    "the body is no JSON object; expected an EventBridge event");
        }
        String detail = readFields(parser, body, envelope);
        if (parser.nextToken() != null) {
            throw new UnreadableBodyException("the body goes on after the end of the JSON object");
        }
        requireField("id", envelope.id);
        requireField("time", envelope.time);
        Route<?> route =
                routes.find(
                        requireField("source", envelope.source),
                        requireField("detail-type", envelope.detailType));
        envelope.route = route;
        if (detail != null && route != null && route.readsDetail()) {
            envelope.detail = route.detailReader().readValue(detail);
        }
        if (envelope.detail == null && route != null && route.readsDetail()) {
            throw new UnreadableBodyException(
                    "\"detail\" is missing or null; expected " + route.type().type().getTypeName());
        }
    }

    /** Returns the text of the detail if it came before the route was known, else null. */
    private @Nullable String readFields(JsonParser parser, String body, OpenedEnvelope envelope)
            throws IOException {
        String early = null;
        boolean detailSeen = false;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            switch (field) {
                case "id" -> envelope.id = text(parser, field, envelope.id);
                case "source" -> envelope.source = text(parser, field, envelope.source);
                case "detail-type" ->
                        envelope.detailType = text(parser, field, envelope.detailType);
                case "time" -> envelope.time = time(text(parser, field, null));
                case "account" -> envelope.account = text(parser, field, null);
                case "region" -> envelope.region = text(parser, field, null);
                case "resources" -> envelope.resources = texts(parser, field);
                case "replay-name" -> envelope.replayName = text(parser, field, null);
                case "detail" -> {
                    requireFirst(field, detailSeen);
                    detailSeen = true;
                    if (envelope.hasRouteKey()) {
                        bindDetail(parser, envelope);
                    } else {
                        early = skipped(parser, body);
                    }
                }
                default -> parser.skipChildren(); // C14: unknown fields may appear
            }
        }
        return early;
    }

    private void bindDetail(JsonParser parser, OpenedEnvelope envelope) throws IOException {
        Route<?> route =
                routes.find(
                        requireField("source", envelope.source),
                        requireField("detail-type", envelope.detailType));
        envelope.route = route;
        if (route == null
                || !route.readsDetail()
                || parser.currentToken() == JsonToken.VALUE_NULL) {
            parser.skipChildren();
        } else {
            envelope.detail = route.detailReader().readValue(parser);
        }
    }

    /** Skips a value and returns its text: a slice of the body, no tree. */
    private static String skipped(JsonParser parser, String body) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return body.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private static String text(JsonParser parser, String field, @Nullable String earlier)
            throws IOException {
        requireFirst(field, earlier != null);
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new UnreadableBodyException("\"" + field + "\" is no string");
        }
        return parser.getText();
    }

    private static List<String> texts(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new UnreadableBodyException("\"" + field + "\" is no array");
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(parser, field, null));
        }
        return texts;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnreadableBodyException(
                    "\"time\" is no ISO-8601 time in UTC", WithheldMessage.of(e));
        }
    }

    private static void requireFirst(String field, boolean seen) {
        if (seen) {
            // Two readers could see two different routes.
            throw new UnreadableBodyException("\"" + field + "\" stands twice in the envelope");
        }
    }

    private static <V> V requireField(String field, @Nullable V value) {
        if (value == null) {
            throw new UnreadableBodyException(
                    "\"" + field + "\" is missing; expected an EventBridge event");
        }
        return value;
    }
}

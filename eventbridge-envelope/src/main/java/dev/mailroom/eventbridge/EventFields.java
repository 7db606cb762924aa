package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of one object into the envelope. Until {@code source} and {@code detail-type}
 * are met nobody knows whether it is an event, so what is wrong with a field is only noted.
 */
final class EventFields {

    private final Routes routes;
    private final DetailBinder binder;

    EventFields(Routes routes, DetailBinder binder) {
        this.routes = routes;
        this.binder = binder;
    }

    /** Reads up to the end of the object and returns how many fields it has. */
    int read(JsonParser parser, String text, OpenedEnvelope envelope) throws IOException {
        int fields = 0;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            read(parser, text, field, fields == 0, envelope);
            fields++;
        }
        return fields;
    }

    private void read(
            JsonParser parser, String text, String field, boolean first, OpenedEnvelope envelope)
            throws IOException {
        switch (field) {
            case "id" -> envelope.id = string(parser, field, OpenedEnvelope.ID, envelope);
            case "source" -> {
                envelope.source = string(parser, field, OpenedEnvelope.SOURCE, envelope);
                envelope.lookForEvent();
            }
            case "detail-type" -> {
                envelope.detailType = string(parser, field, OpenedEnvelope.DETAIL_TYPE, envelope);
                envelope.lookForEvent();
            }
            case "time" -> envelope.time = time(parser, envelope);
            case "account" ->
                    envelope.account = orEmpty(parser, field, OpenedEnvelope.ACCOUNT, envelope);
            case "region" ->
                    envelope.region = orEmpty(parser, field, OpenedEnvelope.REGION, envelope);
            case "resources" -> envelope.resources = resources(parser, envelope);
            case "replay-name" ->
                    envelope.replayName =
                            string(parser, field, OpenedEnvelope.REPLAY_NAME, envelope);
            case "detail" -> detail(parser, text, envelope);
            case "version" -> parser.skipChildren();
            default -> unknown(parser, text, field, first, envelope);
        }
    }

    private void detail(JsonParser parser, String text, OpenedEnvelope envelope)
            throws IOException {
        envelope.see("detail", OpenedEnvelope.DETAIL);
        String source = envelope.source;
        String detailType = envelope.detailType;
        if (source == null || detailType == null) {
            envelope.earlyDetail = Slice.skipped(parser, text);
            return;
        }
        envelope.requireNoProblem();
        Route<?> route = routes.find(source, detailType);
        envelope.route = route;
        if (route != null) {
            envelope.detail = binder.bind(parser, text, route);
        } else if (routes.mayTakeOthers()) {
            envelope.earlyDetail = Slice.skipped(parser, text);
        } else {
            parser.skipChildren();
        }
    }

    // C14: unknown fields may appear
    private static void unknown(
            JsonParser parser, String text, String field, boolean first, OpenedEnvelope envelope)
            throws IOException {
        if (first || Surroundings.concernedBy(field)) {
            Surroundings surroundings = envelope.surroundings;
            if (surroundings == null) {
                surroundings = new Surroundings();
                envelope.surroundings = surroundings;
            }
            surroundings.read(parser, text, field, first);
        } else {
            parser.skipChildren();
        }
    }

    private static @Nullable String string(
            JsonParser parser, String field, int bit, OpenedEnvelope envelope) throws IOException {
        envelope.see(field, bit);
        return string(parser, field, envelope);
    }

    private static @Nullable String string(JsonParser parser, String field, OpenedEnvelope envelope)
            throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null; // as good as absent
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            envelope.problem("\"" + field + "\" must be a string");
            parser.skipChildren();
            return null;
        }
        return parser.getText();
    }

    private static String orEmpty(JsonParser parser, String field, int bit, OpenedEnvelope envelope)
            throws IOException {
        String value = string(parser, field, bit, envelope);
        return value == null ? "" : value;
    }

    private static List<String> resources(JsonParser parser, OpenedEnvelope envelope)
            throws IOException {
        envelope.see("resources", OpenedEnvelope.RESOURCES);
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            envelope.problem("\"resources\" must be an array");
            parser.skipChildren();
            return List.of();
        }
        List<String> arns = List.of();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String arn = string(parser, "resources", envelope);
            if (arn != null) {
                arns = plus(arns, arn);
            }
        }
        return arns;
    }

    /** Most events are about nothing or about one thing, and are spared a list that can grow. */
    private static List<String> plus(List<String> arns, String arn) {
        if (arns.isEmpty()) {
            return List.of(arn);
        }
        List<String> more = arns.size() == 1 ? new ArrayList<>(arns) : arns;
        more.add(arn);
        return more;
    }

    private static @Nullable Instant time(JsonParser parser, OpenedEnvelope envelope)
            throws IOException {
        envelope.see("time", OpenedEnvelope.TIME);
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            envelope.problem("\"time\" must be a string");
            parser.skipChildren();
            return null;
        }
        try {
            String text = parser.getText();
            return EventTime.parse(text, 0, text.length());
        } catch (DateTimeException e) {
            envelope.problem("\"time\" must be an ISO-8601 time in UTC");
            return null;
        }
    }
}

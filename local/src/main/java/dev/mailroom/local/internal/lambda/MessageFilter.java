package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.EventFilter;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The filter criteria of an event source (C10): a message passes if one of the patterns matches it,
 * or if there are none. Lambda drops a message whose body is not in the format that a pattern is
 * for.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Event
 *     filtering with an Amazon SQS event source</a>
 */
final class MessageFilter {

    private final List<Criterion> criteria;

    MessageFilter(List<String> patterns) {
        this.criteria = patterns.stream().map(Criterion::of).toList();
    }

    boolean passes(SqsMessage message) {
        if (criteria.isEmpty()) {
            return true;
        }
        ObjectNode subject = message.toRecord();
        @Nullable JsonNode json = json(subject.path("body").asText());
        if (json != null) {
            subject.set("body", json);
        }
        Format format = json == null ? Format.TEXT : Format.JSON;
        String text = Json.write(subject);
        return criteria.stream().anyMatch(criterion -> criterion.passes(format, text));
    }

    // A number or a word is valid JSON too, but its sender means it as text.
    private static @Nullable JsonNode json(String body) {
        try {
            JsonNode json = Json.read(body);
            return json.isContainerNode() ? json : null;
        } catch (JsonProcessingException e) {
            return null; // plain text
        }
    }

    private enum Format {
        TEXT,
        JSON
    }

    /** One pattern, and the formats of a body that it is for. */
    private record Criterion(Set<Format> formats, EventFilter filter) {

        static Criterion of(String pattern) {
            Set<Format> formats = EnumSet.noneOf(Format.class);
            try {
                add(formats, Json.read(pattern));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("a pattern that was JSON no longer is", e);
            }
            // A pattern that ignores the body is for every message.
            return new Criterion(
                    formats.isEmpty() ? EnumSet.allOf(Format.class) : formats,
                    new EventFilter(List.of(pattern)));
        }

        private static void add(Set<Format> formats, JsonNode pattern) {
            JsonNode body = pattern.path("body");
            if (!body.isMissingNode()) {
                formats.add(body.isObject() ? Format.JSON : Format.TEXT);
            }
            pattern.path("$or").forEach(alternative -> add(formats, alternative));
        }

        boolean passes(Format format, String message) {
            return formats.contains(format) && filter.passes(message);
        }
    }
}

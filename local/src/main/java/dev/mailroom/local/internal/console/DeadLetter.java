package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.deadletters.Cause;
import dev.mailroom.local.internal.deadletters.Layer;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** A message in a dead-letter queue, and why it is there. */
record DeadLetter(SqsMessage message, Stories stories) {

    ObjectNode view(Instant now) {
        JsonNode attributes = message.node().path("Attributes");
        Instant sent = Instant.ofEpochMilli(attributes.path("SentTimestamp").asLong());
        ObjectNode view =
                Json.object()
                        .put("id", message.id())
                        .put("ageMs", Duration.between(sent, now).toMillis())
                        .put("receives", attributes.path("ApproximateReceiveCount").asInt())
                        .put("eventId", eventId());
        ArrayNode layers = view.putArray("layers");
        for (Layer layer : Layer.of(message.body())) {
            JsonNode content = layer.content();
            // As text: JavaScript would round the numbers in it.
            layers.addObject()
                    .put("name", layer.name())
                    .put("content", content == null ? null : Json.pretty(content));
        }
        return view;
    }

    /** What the message says, or else what the last receive of it ended with. */
    String reason() {
        Cause cause = Cause.of(message.body(), message.attributes());
        String seen = cause.isNoted() ? null : stories.reasonOf(message.id());
        return seen == null ? cause.describe() : seen;
    }

    /** The event in it, as far as the body shows. */
    private @Nullable String eventId() {
        String known = stories.eventOfMessage(message.id());
        return known != null
                ? known
                : Ids.in(message.body()).stream()
                        .filter(stories::hasStory)
                        .findFirst()
                        .orElse(null);
    }
}

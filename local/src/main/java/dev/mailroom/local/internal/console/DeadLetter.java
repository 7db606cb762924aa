package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A message in a dead-letter queue, and why it is there. */
record DeadLetter(SqsMessage message, Stories stories) {

    // From Mailroom's quarantine, from a rule, and from an asynchronous invocation.
    private static final List<String> REASONS =
            List.of("mailroom.reason", "ERROR_MESSAGE", "ErrorMessage");
    private static final Pattern PACKED = Pattern.compile("(?m)^reason=(.*)$");

    ObjectNode view(Instant now) {
        JsonNode attributes = message.node().path("Attributes");
        Instant sent = Instant.ofEpochMilli(attributes.path("SentTimestamp").asLong());
        ObjectNode view =
                Json.object()
                        .put("id", message.id())
                        .put("ageMs", Duration.between(sent, now).toMillis())
                        .put("receives", attributes.path("ApproximateReceiveCount").asInt())
                        .put("eventId", eventId());
        view.set("layers", BodyLayers.of(body()));
        return view;
    }

    String reason() {
        return Stream.concat(
                        REASONS.stream().map(this::attribute),
                        Stream.of(packed(), stories.reasonOf(message.id())))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("no reason is known");
    }

    private @Nullable String packed() {
        String note = attribute("mailroom.quarantine");
        Matcher reason = PACKED.matcher(note == null ? "" : note);
        return reason.find() ? reason.group(1) : null;
    }

    private @Nullable String attribute(String name) {
        JsonNode value = message.node().path("MessageAttributes").path(name).path("StringValue");
        return value.isTextual() ? value.asText() : null;
    }

    /** The event in it, as far as the body shows. */
    private @Nullable String eventId() {
        String known = stories.eventOfMessage(message.id());
        return known != null
                ? known
                : Ids.in(body()).stream().filter(stories::hasStory).findFirst().orElse(null);
    }

    private String body() {
        return message.node().path("Body").asText();
    }
}

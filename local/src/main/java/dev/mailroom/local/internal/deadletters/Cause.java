package dev.mailroom.local.internal.deadletters;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Why a message is in a dead-letter queue. Each way into the queue leaves different marks. */
public sealed interface Cause {

    /** The prefix of the attributes that a quarantine adds. */
    String NOTE = "mailroom.";

    /** The attributes that EventBridge adds, of rules and of the Custom Event Bus. */
    Set<String> OF_EVENTBRIDGE =
            Set.of(
                    "ERROR_CODE",
                    "ERROR_MESSAGE",
                    "RULE_ARN",
                    "SUBSCRIBER_ARN",
                    "BUS_ARN",
                    "TARGET_ARN",
                    "EXHAUSTED_RETRY_CONDITION",
                    "RETRY_ATTEMPTS");

    /** The kind, in one word. */
    String kind();

    String reason();

    /** The class of what the handler threw, if known. */
    default @Nullable String exception() {
        return null;
    }

    /** Whether the message is what was to be delivered, not a record about it. */
    default boolean isTheMessageItself() {
        return true;
    }

    /** Finds the cause from the marks on a message. */
    static Cause of(String body, Map<String, String> attributes) {
        Map<String, String> note = note(attributes);
        if (!note.isEmpty()) {
            return new Quarantined(
                    note.getOrDefault("reason", "no reason was noted"), note.get("exception"));
        }
        if (attributes.containsKey("SUBSCRIBER_ARN")) {
            return UndeliveredByBus.of(body, attributes);
        }
        return attributes.containsKey("RULE_ARN")
                ? new UndeliveredByRule(attributes.getOrDefault("ERROR_CODE", "no error code"))
                : new ReceivedTooOften();
    }

    /** What the quarantine wrote: one attribute for each field, or lines of a single one. */
    static Map<String, String> note(Map<String, String> attributes) {
        Map<String, String> note = new LinkedHashMap<>();
        String packed = attributes.get(NOTE + "quarantine");
        if (packed != null) {
            for (String line : packed.split("\n", -1)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    note.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        attributes.forEach(
                (name, value) -> {
                    if (name.startsWith(NOTE) && !name.equals(NOTE + "quarantine")) {
                        note.put(name.substring(NOTE.length()), value);
                    }
                });
        return note;
    }

    /** The message is poison, and was quarantined. */
    record Quarantined(String reason, @Nullable String exception) implements Cause {
        @Override
        public String kind() {
            return "quarantine";
        }
    }

    /** A rule could not deliver the event to its target. */
    record UndeliveredByRule(String reason) implements Cause {
        @Override
        public String kind() {
            return "rule";
        }
    }

    /**
     * A subscriber of a Custom Event Bus did not get events: the record names them but does not
     * contain them.
     */
    record UndeliveredByBus(String reason, List<String> eventIds) implements Cause {

        static UndeliveredByBus of(String body, Map<String, String> attributes) {
            List<String> ids = new ArrayList<>();
            try {
                for (JsonNode event : Json.read(body).path("failedMessages")) {
                    ids.add(event.path("eventId").asText());
                }
            } catch (IOException e) {
                // Not a record as documented: only the attributes are left.
            }
            return new UndeliveredByBus(
                    attributes.getOrDefault("ERROR_CODE", "no error code"), List.copyOf(ids));
        }

        @Override
        public String kind() {
            return "bus";
        }

        @Override
        public boolean isTheMessageItself() {
            return false;
        }
    }

    /** SQS moved it after the receives that its redrive policy allows. */
    record ReceivedTooOften() implements Cause {
        @Override
        public String kind() {
            return "redrive-policy";
        }

        @Override
        public String reason() {
            return "received too often";
        }
    }
}

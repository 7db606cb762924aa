package dev.mailroom.local.internal.deadletters;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.QuarantineNote;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a message is in a dead-letter queue. Each way into the queue leaves different marks. */
public sealed interface Cause {

    // Of EventBridge: of rules and of the Custom Event Bus.
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

    // Of Lambda, to the dead-letter queue of a function that was invoked asynchronously.
    Set<String> OF_LAMBDA = Set.of("RequestID", "ErrorCode", "ErrorMessage");

    /** The kind, in one word. */
    String kind();

    String reason();

    /** What was said beside the reason, which may differ from message to message. */
    default @Nullable String explanation() {
        return null;
    }

    /** Whether the message itself says why it is there. */
    default boolean isNoted() {
        return true;
    }

    default String describe() {
        return explanation() == null ? reason() : reason() + ": " + explanation();
    }

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
        QuarantineNote note = QuarantineNote.in(attributes);
        if (note != null) {
            return new Quarantined(note.reason(), note.field("exception"));
        }
        if (attributes.containsKey("SUBSCRIBER_ARN")) {
            return UndeliveredByBus.of(body, attributes);
        }
        if (attributes.containsKey("RULE_ARN")) {
            return new UndeliveredByRule(code(attributes), attributes.get("ERROR_MESSAGE"));
        }
        String error = attributes.get("ErrorMessage");
        return error != null && attributes.keySet().containsAll(OF_LAMBDA)
                ? new GivenUpByFunction(error)
                : new ReceivedTooOften();
    }

    private static String code(Map<String, String> attributes) {
        return attributes.getOrDefault("ERROR_CODE", "no error code");
    }

    /** Those of a message's attributes that say why it is in a dead-letter queue. */
    static Set<String> marks(Set<String> names) {
        boolean areOfLambda = names.containsAll(OF_LAMBDA);
        return names.stream()
                .filter(
                        name ->
                                name.startsWith(QuarantineNote.PREFIX)
                                        || OF_EVENTBRIDGE.contains(name)
                                        || (areOfLambda && OF_LAMBDA.contains(name)))
                .collect(Collectors.toSet());
    }

    /** The message is poison, and was quarantined. */
    record Quarantined(String reason, @Nullable String exception) implements Cause {
        @Override
        public String kind() {
            return "quarantine";
        }
    }

    /** A rule could not deliver the event to its target. */
    record UndeliveredByRule(String reason, @Nullable String explanation) implements Cause {
        @Override
        public String kind() {
            return "rule";
        }
    }

    /**
     * A subscriber of a Custom Event Bus did not get events: the record names them but does not
     * contain them.
     */
    record UndeliveredByBus(String reason, @Nullable String explanation, List<String> eventIds)
            implements Cause {

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
                    code(attributes), attributes.get("ERROR_MESSAGE"), List.copyOf(ids));
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

    /** Lambda gave up the event after its attempts; the message is that event. */
    record GivenUpByFunction(String reason) implements Cause {
        @Override
        public String kind() {
            return "function";
        }
    }

    /** SQS moved it after the receives that its redrive policy allows. */
    record ReceivedTooOften() implements Cause {
        @Override
        public String kind() {
            return "redrive-policy";
        }

        @Override
        public boolean isNoted() {
            return false;
        }

        @Override
        public String reason() {
            return "received too often";
        }
    }
}

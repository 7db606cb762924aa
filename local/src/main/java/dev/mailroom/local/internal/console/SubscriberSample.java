package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/** Creates an event of PutEvents that the filters of a subscriber match. */
final class SubscriberSample {

    // V10: what the data of PutEvents is.
    private static final Set<String> ENVELOPE =
            Set.of(
                    "version",
                    "id",
                    "detail-type",
                    "source",
                    "account",
                    "time",
                    "region",
                    "resources",
                    "detail",
                    "$or");

    // V12: what EventBridge itself says of an event that is in the envelope too.
    private static final Map<String, String> SYSTEM_FIELDS =
            Map.of("aws:Source", "source", "aws:DetailType", "detail-type");

    private SubscriberSample() {}

    /** The event; null if the filters want what only PutRawEvents can put. */
    static @Nullable ObjectNode of(Subscriber subscriber) {
        ObjectNode event = PatternSample.of(pattern(subscriber, Scope.DATA));
        if (subscriber.filters().containsKey(Scope.METADATA) || !isEnvelope(event)) {
            return null;
        }
        ObjectNode system = PatternSample.of(pattern(subscriber, Scope.SYSTEM_METADATA));
        SYSTEM_FIELDS.forEach(
                (name, field) -> {
                    if (system.has(name)) {
                        event.set(field, system.get(name));
                    }
                });
        return event;
    }

    static boolean needsGroup(Subscriber subscriber) {
        return subscriber.ordered() || subscriber.sqs().groupId() != null;
    }

    private static boolean isEnvelope(ObjectNode event) {
        return event.properties().stream().map(Map.Entry::getKey).allMatch(ENVELOPE::contains);
    }

    private static JsonNode pattern(Subscriber subscriber, Scope scope) {
        try {
            return Json.read(subscriber.filters().getOrDefault(scope, "{}"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A filter that was checked is not JSON.", e);
        }
    }
}

package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.eventbus.DeliveredEvent;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.internal.delivery.EventFilter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The filters of a subscriber, all of which must match (V22). Thread-safe. */
final class Filters {

    private final Map<Scope, EventFilter> filters = new EnumMap<>(Scope.class);

    Filters(Map<Scope, String> patterns) {
        patterns.forEach((scope, pattern) -> filters.put(scope, new EventFilter(List.of(pattern))));
    }

    boolean pass(DeliveredEvent event) {
        for (Map.Entry<Scope, EventFilter> filter : filters.entrySet()) {
            JsonNode part = event.parts().path(name(filter.getKey()));
            // Only an object has fields that a pattern can name.
            if (!part.isObject() || !filter.getValue().passes(part)) {
                return false;
            }
        }
        return true;
    }

    private static String name(Scope scope) {
        return switch (scope) {
            case DATA -> "Data";
            case METADATA -> "Metadata";
            case SYSTEM_METADATA -> "SystemMetadata";
        };
    }
}

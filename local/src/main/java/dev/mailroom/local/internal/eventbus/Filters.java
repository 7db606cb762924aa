package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.eventbus.DeliveryType;
import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.internal.delivery.EventFilter;
import dev.mailroom.local.internal.support.Json;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The filters of a subscriber, all of which must match (V22). Thread-safe. */
final class Filters {

    private final Map<Scope, EventFilter> filters = new EnumMap<>(Scope.class);

    Filters(Map<Scope, String> patterns) {
        patterns.forEach((scope, pattern) -> filters.put(scope, new EventFilter(List.of(pattern))));
    }

    boolean pass(RetainedEvent event, DeliveryType type) {
        if (filters.isEmpty()) {
            return true;
        }
        JsonNode parts = event.parts(type);
        for (Map.Entry<Scope, EventFilter> filter : filters.entrySet()) {
            JsonNode part = parts.path(name(filter.getKey()));
            // Only an object has fields that a pattern can name.
            if (!part.isObject() || !filter.getValue().passes(Json.write(part))) {
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

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All routes, found by source and detail-type. */
final class Routes {

    private final Map<String, Map<String, Route<?>>> bySource = new HashMap<>();
    private final List<EventType<?>> types;

    Routes(List<? extends Route<?>> routes) {
        this.types = routes.stream().<EventType<?>>map(Route::type).toList();
        for (Route<?> route : routes) {
            EventType<?> type = route.type();
            Route<?> earlier =
                    bySource.computeIfAbsent(type.source(), source -> new HashMap<>())
                            .putIfAbsent(type.detailType(), route);
            if (earlier != null) {
                throw new IllegalStateException(
                        "two handlers for the same event: " + earlier.type() + " and " + type);
            }
        }
    }

    @Nullable Route<?> find(String source, String detailType) {
        Map<String, Route<?>> byDetailType = bySource.get(source);
        return byDetailType == null ? null : byDetailType.get(detailType);
    }

    /** The event types with a handler, in the order of their registration. */
    List<EventType<?>> types() {
        return types;
    }
}

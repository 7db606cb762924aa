package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** All routes of a router, checked as a whole. */
final class Routes {

    /** In the order of registration. */
    final Map<EventSelector<?>, Route<?>> all = new LinkedHashMap<>();

    /** What a body without an envelope is, and where it goes: both or none. */
    final @Nullable EventType<?> payloadType;

    final @Nullable Route<?> payload;

    private final Map<String, Map<String, Route<?>>> bySource = new HashMap<>();
    private final @Nullable PatternMatcher patterns;
    private final @Nullable Route<?> unmatched;

    Routes(EventRouter.Builder builder) {
        if (builder.registrations.isEmpty() && builder.unmatchedHandler == null) {
            throw new IllegalStateException(
                    "a router needs a handler: call on(type, handler) before build()");
        }
        Map<String, Route<?>> byPattern = new LinkedHashMap<>();
        for (Registration<?> registration : builder.registrations) {
            Route<?> route = Route.of(registration, builder.mapper);
            EventSelector<?> events = registration.events();
            if (events instanceof EventType<?> type) {
                addExact(type, route);
            } else if (events instanceof EventPattern<?> pattern
                    && byPattern.putIfAbsent(pattern.json(), route) != null) {
                throw new IllegalStateException("two handlers for the same pattern: " + pattern);
            }
            all.put(events, route);
        }
        this.patterns = byPattern.isEmpty() ? null : new PatternMatcher(byPattern);
        this.unmatched =
                builder.unmatchedHandler == null
                        ? null
                        : new Route<>(String.class, builder.unmatchedHandler, builder.mapper);
        this.payloadType = builder.payloadType;
        this.payload = payloadType == null ? null : payload(payloadType);
    }

    private void addExact(EventType<?> type, Route<?> route) {
        Map<String, Route<?>> byDetailType = bySource.get(type.source());
        if (byDetailType == null) {
            byDetailType = new HashMap<>();
            bySource.put(type.source(), byDetailType);
        }
        if (byDetailType.putIfAbsent(type.detailType(), route) != null) {
            for (EventSelector<?> earlier : all.keySet()) {
                if (earlier instanceof EventType<?> first && first.sameEvents(type)) {
                    throw new IllegalStateException(
                            "two handlers for the same event: " + first + " and " + type);
                }
            }
        }
    }

    private Route<?> payload(EventType<?> type) {
        Route<?> route = find(type.source(), type.detailType());
        if (route == null || !route.type.equals(type.type())) {
            throw new IllegalStateException(
                    "no handler for a body without an envelope: call on(type, handler) with "
                            + type);
        }
        return route;
    }

    /** The route of exactly this source and detail-type. */
    @Nullable Route<?> find(String source, String detailType) {
        Map<String, Route<?>> byDetailType = bySource.get(source);
        return byDetailType == null ? null : byDetailType.get(detailType);
    }

    /** Whether an event without an exact route may still have a handler that reads its detail. */
    boolean mayTakeOthers() {
        return patterns != null || unmatched != null;
    }

    /** The route by pattern of an event that has no exact one, given its text. */
    @Nullable Route<?> findForOthers(String event) throws UnreadableException {
        Route<?> matching = patterns == null ? null : patterns.find(event);
        return matching == null ? unmatched : matching;
    }

    /** The detail that a route gets if the event has none, or JSON's null. */
    Object insteadOfNothing(Route<?> route) throws UnreadableException {
        if (route.equals(unmatched)) {
            return "null";
        }
        throw new UnreadableException(
                "\"detail\" is missing or null; expected " + route.type.getTypeName());
    }
}

package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a router is told, and checks it as a whole. */
final class RouteRegistry {

    private record Registration<D extends @Nullable Object>(
            EventSelector<?> selector, ContextualEventHandler<D> handler) {}

    private final List<Registration<?>> registrations = new ArrayList<>();
    private @Nullable EventType<?> payload;
    private @Nullable ContextualEventHandler<String> unmatched;

    void add(EventSelector<?> selector, ContextualEventHandler<?> handler) {
        registrations.add(new Registration<>(selector, handler));
    }

    void payload(EventType<?> type) {
        this.payload = type;
    }

    void unmatched(@Nullable ContextualEventHandler<String> handler) {
        this.unmatched = handler;
    }

    /** What is registered, in the order of registration. */
    List<EventSelector<?>> selectors() {
        return registrations.stream().<EventSelector<?>>map(Registration::selector).toList();
    }

    Routes build(ObjectMapper mapper) {
        if (registrations.isEmpty() && unmatched == null) {
            throw new IllegalStateException(
                    "a router needs a handler: call on(type, handler) before build()");
        }
        Map<String, Map<String, Route<?>>> bySource = new HashMap<>();
        Map<String, Route<?>> patterns = new LinkedHashMap<>();
        for (Registration<?> registration : registrations) {
            Route<?> route = route(registration.selector().type(), registration.handler(), mapper);
            if (registration.selector() instanceof EventType<?> type) {
                addExact(type, route, bySource);
            } else if (registration.selector() instanceof EventPattern<?> pattern) {
                addPattern(pattern, route, patterns);
            }
        }
        return new Routes(
                bySource,
                patterns.isEmpty() ? null : new PatternMatcher(patterns),
                unmatched == null ? null : route(String.class, unmatched, mapper),
                payload == null ? null : payloadRoute(payload, bySource));
    }

    private void addExact(
            EventType<?> type, Route<?> route, Map<String, Map<String, Route<?>>> bySource) {
        Route<?> earlier =
                bySource.computeIfAbsent(type.source(), source -> new HashMap<>())
                        .putIfAbsent(type.detailType(), route);
        if (earlier != null) {
            throw new IllegalStateException(
                    "two handlers for the same event: " + first(type) + " and " + type);
        }
    }

    /** The type that was registered first for the source and detail-type of another. */
    private EventSelector<?> first(EventType<?> other) {
        return registrations.stream()
                .map(Registration::selector)
                .filter(selector -> selector instanceof EventType<?> type && type.sameEvents(other))
                .findFirst()
                .orElseThrow();
    }

    private static void addPattern(
            EventPattern<?> pattern, Route<?> route, Map<String, Route<?>> patterns) {
        if (patterns.putIfAbsent(pattern.json(), route) != null) {
            throw new IllegalStateException("two handlers for the same pattern: " + pattern);
        }
    }

    private static PayloadRoute payloadRoute(
            EventType<?> type, Map<String, Map<String, Route<?>>> bySource) {
        Route<?> route = bySource.getOrDefault(type.source(), Map.of()).get(type.detailType());
        if (route == null || !route.type().equals(type.type())) {
            throw new IllegalStateException(
                    "no handler for a body without an envelope: call on(type, handler) with "
                            + type);
        }
        return new PayloadRoute(type, route);
    }

    private static <D extends @Nullable Object> Route<D> route(
            Type type, ContextualEventHandler<D> handler, ObjectMapper mapper) {
        // A detail is read from the midst of an envelope: tokens after it are no fault.
        return new Route<>(
                type,
                mapper.readerFor(mapper.constructType(type))
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS),
                handler);
    }
}

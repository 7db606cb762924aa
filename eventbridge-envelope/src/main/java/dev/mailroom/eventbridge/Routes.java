package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** All routes of a router. */
final class Routes {

    private final Map<String, Map<String, Route<?>>> bySource;
    private final @Nullable PatternMatcher patterns;
    private final @Nullable Route<?> unmatched;
    private final @Nullable PayloadRoute payload;

    Routes(
            Map<String, Map<String, Route<?>>> bySource,
            @Nullable PatternMatcher patterns,
            @Nullable Route<?> unmatched,
            @Nullable PayloadRoute payload) {
        this.bySource = bySource;
        this.patterns = patterns;
        this.unmatched = unmatched;
        this.payload = payload;
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

    /** The route of an event, given by its text, that has no exact one. */
    @Nullable Route<?> findForOthers(String event) {
        Route<?> matching = patterns == null ? null : patterns.find(event);
        return matching == null ? unmatched : matching;
    }

    /** The detail that a route gets where the event has none, or JSON's null. */
    Object insteadOfNothing(Route<?> route) {
        if (route.equals(unmatched)) {
            return "null";
        }
        throw new UnreadableBodyException(
                "\"detail\" is missing or null; expected " + route.type().getTypeName());
    }

    @Nullable PayloadRoute payload() {
        return payload;
    }
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.RuleCompiler;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Finds the first of several patterns that an event matches.
 *
 * <p>C23: with AWS's own matcher. It is an optional dependency and only this class knows it, so
 * this class is only touched where there are patterns.
 */
final class PatternMatcher {

    private final Map<String, Route<?>> routes;
    private final Machine machine = Machine.builder().build();

    /** The routes by their patterns, in the order in which they are tried. */
    PatternMatcher(Map<String, Route<?>> routes) {
        this.routes = routes;
        for (String pattern : routes.keySet()) {
            try {
                machine.addRule(pattern, pattern);
            } catch (IOException e) {
                throw new IllegalStateException("an event pattern was valid, and is no more", e);
            }
        }
    }

    static void check(String pattern) {
        String problem = RuleCompiler.check(pattern);
        if (problem != null) {
            throw new IllegalArgumentException("no valid event pattern: " + problem);
        }
    }

    /** The route of the first pattern that matches the text of an event, or null. */
    @Nullable Route<?> find(String event) {
        List<String> matching = rulesFor(event);
        if (matching.isEmpty()) {
            return null;
        }
        for (Map.Entry<String, Route<?>> route : routes.entrySet()) {
            if (matching.contains(route.getKey())) {
                return route.getValue();
            }
        }
        return null;
    }

    private List<String> rulesFor(String event) {
        try {
            return machine.rulesForJSONEvent(event);
        } catch (Exception e) {
            // The matcher declares no more than Exception, and its messages may quote the event.
            throw new UnreadableBodyException(
                    "event patterns cannot be matched against the body", WithheldMessage.of(e));
        }
    }
}

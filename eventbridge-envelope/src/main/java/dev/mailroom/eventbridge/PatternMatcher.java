package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Finds the first of several patterns that an event matches.
 *
 * <p>C23: with AWS's own matcher. It is an optional dependency that only this class uses, so this
 * class is loaded only if there are patterns.
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
                throw new IllegalStateException("an event pattern was valid, and no longer is", e);
            }
        }
    }

    /**
     * Refuses what is not a pattern, with the compiler that the machine itself uses. For what this
     * compiler refuses, such as {@code $or} with a single alternative, the machine falls back to an
     * older one; EventBridge does not.
     */
    static void check(String pattern) {
        String problem = JsonRuleCompiler.check(pattern);
        if (problem == null) {
            problem = textAfter(pattern);
        }
        if (problem != null) {
            throw new IllegalArgumentException("not a valid event pattern: " + problem);
        }
    }

    /** The compiler stops at the end of the object; whatever follows is a mistake. */
    private static @Nullable String textAfter(String pattern) {
        try (JsonParser parser = new JsonFactory().createParser(pattern)) {
            parser.nextToken();
            parser.skipChildren();
            JsonLocation end = parser.currentLocation();
            return isAtEnd(parser) ? null : textAt(end);
        } catch (IOException e) {
            throw new IllegalStateException("an event pattern was valid JSON, and no longer is", e);
        }
    }

    private static boolean isAtEnd(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false; // not swallowed: it is text, and the caller says so
        }
    }

    private static String textAt(JsonLocation location) {
        return "text after the end of the pattern (line "
                + location.getLineNr()
                + ", column "
                + location.getColumnNr()
                + ")";
    }

    /** The route of the first pattern that matches the text of an event, or null. */
    @Nullable Route<?> find(String event) throws UnreadableException {
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

    private List<String> rulesFor(String event) throws UnreadableException {
        try {
            return machine.rulesForJSONEvent(event);
        } catch (Exception e) {
            // The matcher declares no more than Exception, and its messages may quote the event.
            throw new UnreadableException(
                    "event patterns cannot be matched against the body", WithheldMessage.of(e));
        }
    }
}

package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.MatchType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which patterns a subscriber of a Custom Event Bus may have (V22).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-filtering.html">Filtering
 *     events for a subscriber</a>
 */
public final class SubscriberPatterns {

    private static final int MOST_BYTES = 4_096;
    private static final Set<MatchType> WILDCARDS =
            EnumSet.of(MatchType.WILDCARD, MatchType.ANYTHING_BUT_WILDCARD);

    private SubscriberPatterns() {}

    /** What is wrong with the pattern of a scope; null if nothing is. */
    public static @Nullable String fault(String scope, String pattern) {
        String fault = EventPatterns.fault(pattern);
        if (fault != null) {
            return fault;
        }
        if (scope.equals("METADATA") && !isExact(pattern)) {
            return "metadata is compared with exact texts alone: write them in quotes, without an"
                    + " operator";
        }
        return hasWildcard(pattern) ? "a subscriber has no wildcards: use prefix and suffix" : null;
    }

    /** What is wrong with all patterns of a subscriber together; null if nothing is. */
    public static @Nullable String fault(Collection<String> patterns) {
        int bytes =
                patterns.stream()
                        .mapToInt(pattern -> pattern.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
        return bytes > MOST_BYTES
                ? "its patterns have " + bytes + " bytes, and 4096 are allowed"
                : null;
    }

    private static boolean isExact(String pattern) {
        try {
            for (JsonNode values : Json.read(pattern)) {
                for (JsonNode value : values) {
                    if (!values.isArray() || !value.isTextual()) {
                        return false;
                    }
                }
            }
            return true;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A pattern that compiles is not JSON.", e);
        }
    }

    private static boolean hasWildcard(String pattern) {
        try {
            return JsonRuleCompiler.compile(pattern).stream()
                    .flatMap(rule -> rule.values().stream())
                    .flatMap(Collection::stream)
                    .anyMatch(one -> WILDCARDS.contains(one.type()));
        } catch (IOException e) {
            throw new IllegalStateException("A pattern that was compiled does not compile.", e);
        }
    }
}

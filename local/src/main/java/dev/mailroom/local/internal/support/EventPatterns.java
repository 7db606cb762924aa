package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.JsonRuleCompiler;

import java.util.Map;

/** Checks patterns with the compiler of EventBridge's own matcher (C23). */
public final class EventPatterns {

    /**
     * How many combinations of alternatives a pattern has at most.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
     *     operators</a>
     */
    private static final int MOST_COMBINATIONS = 1_000;

    private EventPatterns() {}

    /**
     * What is wrong with a pattern; null if nothing is. For what this compiler refuses, such as
     * {@code $or} with a single alternative, the matcher falls back to an older one; EventBridge
     * does not.
     */
    public static @Nullable String fault(String pattern) {
        JsonNode json;
        try {
            json = Json.read(pattern);
        } catch (JsonProcessingException e) {
            String fault = JsonRuleCompiler.check(pattern);
            // The compiler stops at the end of the object.
            return fault == null
                    ? "text after the end of the pattern at " + e.getLocation().offsetDescription()
                    : fault;
        }
        // The compiler makes a rule of each: they are counted first.
        return combinations(json) > MOST_COMBINATIONS
                ? "$or makes more than 1000 combinations"
                : JsonRuleCompiler.check(pattern);
    }

    private static double combinations(JsonNode pattern) {
        double all = 1;
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            JsonNode value = field.getValue();
            if (field.getKey().equals("$or") && value.isArray()) {
                double alternatives = 0;
                for (JsonNode alternative : value) {
                    alternatives += combinations(alternative);
                }
                all *= alternatives;
            } else {
                all *= combinations(value);
            }
        }
        return all;
    }
}

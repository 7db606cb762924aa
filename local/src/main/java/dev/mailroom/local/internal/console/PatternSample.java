package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Creates an event that a pattern matches, as far as its conditions can be met one by one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
 *     operators</a>
 */
final class PatternSample {

    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    private PatternSample() {}

    static ObjectNode of(JsonNode pattern) {
        ObjectNode sample = Json.object();
        addTo(sample, pattern);
        return sample;
    }

    private static void addTo(ObjectNode sample, JsonNode pattern) {
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            JsonNode condition = field.getValue();
            if (field.getKey().equals("$or")) {
                addTo(sample, condition.path(0));
            } else if (condition.isObject()) {
                addTo(sample.withObjectProperty(field.getKey()), condition);
            } else {
                JsonNode value = value(condition.path(0));
                if (value != null) {
                    sample.set(field.getKey(), value);
                }
            }
        }
    }

    /** A value that meets a condition; null if the field must be absent. */
    private static @Nullable JsonNode value(JsonNode condition) {
        if (!condition.isObject()) {
            return condition;
        }
        Map.Entry<String, JsonNode> operator = condition.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "exists" -> operand.asBoolean() ? VALUES.textNode("value") : null;
            case "prefix", "equals-ignore-case" -> text(operand);
            case "suffix" -> VALUES.textNode("x" + text(operand).asText());
            case "wildcard" ->
                    VALUES.textNode(operand.path(0).asText(operand.asText()).replace("*", "x"));
            case "cidr" -> VALUES.textNode(operand.asText().replaceFirst("/.*", ""));
            case "numeric" -> number(operand);
            default -> VALUES.textNode("other");
        };
    }

    private static JsonNode text(JsonNode operand) {
        return operand.isObject() ? operand.properties().iterator().next().getValue() : operand;
    }

    // [">", 0, "<=", 10], or one of them alone
    private static JsonNode number(JsonNode range) {
        BigDecimal limit = range.path(1).decimalValue();
        if (range.size() == 4) {
            BigDecimal middle = limit.add(range.path(3).decimalValue());
            return VALUES.numberNode(middle.divide(BigDecimal.valueOf(2)).stripTrailingZeros());
        }
        return VALUES.numberNode(
                switch (range.path(0).asText()) {
                    case ">" -> limit.add(BigDecimal.ONE);
                    case "<" -> limit.subtract(BigDecimal.ONE);
                    default -> limit;
                });
    }
}

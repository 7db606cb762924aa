package dev.mailroom.local.internal.support;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSONata expression between <code>{%</code> and <code>%}</code>, which reads an event as {@code
 * $events}.
 *
 * <p>Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-transform.html">Transforming
 *     events with JSONata</a>
 */
public final class JsonataExpression {

    private static final String BEGIN = "{%";
    private static final String END = "%}";
    // An endless recursion of an expression must not stop the pipeline.
    private static final long MAX_MILLIS = 5_000;
    private static final int MAX_DEPTH = 500;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String text;
    private final Jsonata compiled;

    private JsonataExpression(String text, Jsonata compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /** Whether a value as a whole is an expression; otherwise it is a literal. */
    public static boolean isExpression(String text) {
        return text.startsWith(BEGIN)
                && text.endsWith(END)
                && text.length() > BEGIN.length() + END.length();
    }

    /**
     * Reads an expression with its delimiters.
     *
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    public static JsonataExpression parse(String text) {
        Checks.check(isExpression(text), "a JSONata expression must be enclosed in {% and %}.");
        String expression = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            return new JsonataExpression(text, Jsonata.jsonata(expression));
        } catch (JException e) {
            throw new IllegalArgumentException(
                    "the JSONata expression does not parse: " + e.getMessage(), e);
        }
    }

    /**
     * Computes the value for an event.
     *
     * @return the value; null if there is none
     * @throws IOException if the expression throws, or if its result is not JSON
     */
    public @Nullable JsonNode evaluate(JsonNode events) throws IOException {
        Object input = plain(events);
        try {
            return value(evaluate(input));
        } catch (RuntimeException e) {
            // Without the library's message, which may quote the event.
            String code = e instanceof JException known ? " with " + known.getError() : "";
            throw new IOException("the JSONata expression fails" + code);
        }
    }

    // An expression keeps state while it is evaluated.
    private synchronized @Nullable Object evaluate(@Nullable Object input) {
        Jsonata.Frame frame = compiled.createFrame();
        frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
        frame.bind("events", input);
        return compiled.evaluate(input, frame);
    }

    private static @Nullable Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> list(node);
            case STRING -> node.asText();
            case BOOLEAN -> node.asBoolean();
            case NUMBER -> number(node);
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonNode node) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        node.properties().forEach(field -> object.put(field.getKey(), plain(field.getValue())));
        return object;
    }

    private static List<@Nullable Object> list(JsonNode node) {
        List<@Nullable Object> list = new ArrayList<>();
        node.forEach(item -> list.add(plain(item)));
        return list;
    }

    private static Number number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Number) node.longValue() : node.decimalValue();
        }
        return node.doubleValue();
    }

    private static @Nullable JsonNode value(@Nullable Object value) throws IOException {
        return value == null || value == Jsonata.NULL_VALUE ? null : json(value);
    }

    private static JsonNode json(@Nullable Object value) throws IOException {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return JSON.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                object.set(String.valueOf(entry.getKey()), json(entry.getValue()));
            }
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            for (Object item : list) {
                array.add(json(item));
            }
            return array;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) throws IOException {
        if (value instanceof String string) {
            return JSON.textNode(string);
        }
        if (value instanceof Boolean bool) {
            return JSON.booleanNode(bool);
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
            return new ExactNumber(exact.toPlainString());
        }
        throw new IOException("the JSONata expression yields a function, which is not JSON");
    }

    @Override
    public String toString() {
        return text;
    }
}

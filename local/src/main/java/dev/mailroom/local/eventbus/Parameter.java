package dev.mailroom.local.eventbus;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.JsonataExpression;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;

/**
 * A value that a subscriber passes to its target: a literal, or one JSONata expression that reads
 * the event. Thread-safe.
 */
public final class Parameter {

    private final String text;
    private final @Nullable JsonataExpression expression;

    private Parameter(String text, @Nullable JsonataExpression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads a value.
     *
     * @param text a literal, or an expression between <code>{%</code> and <code>%}</code>
     * @return the value
     * @throws IllegalArgumentException if it is an expression that does not parse
     */
    public static Parameter of(String text) {
        Objects.requireNonNull(text, "text");
        // V17: a value is a literal or one whole expression, and only its syntax is checked.
        return new Parameter(
                text, JsonataExpression.isExpression(text) ? JsonataExpression.parse(text) : null);
    }

    /**
     * Computes the value for an event.
     *
     * @param events the parts of the event
     * @return the value; null if the expression yields nothing
     * @throws IOException if the expression fails
     */
    public @Nullable String of(JsonNode events) throws IOException {
        if (expression == null) {
            return text;
        }
        @Nullable JsonNode value = expression.evaluate(events);
        if (value == null) {
            return null;
        }
        return value.isTextual() ? value.asText() : Json.write(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parameter parameter && parameter.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;

/**
 * Events that match an EventBridge event pattern, and the Java type of their detail.
 *
 * <pre>{@code
 * static final EventPattern<Order> LARGE_ORDERS =
 *         EventPattern.of("{\"detail\":{\"total\":[{\"numeric\":[\">\",1000]}]}}", Order.class);
 * }</pre>
 *
 * <p>Patterns are matched by AWS's own matcher. It is an optional dependency: add {@code
 * software.amazon.event.ruler:event-ruler} to use patterns. A pattern sees the event as it stands
 * in the message: a detail that is a string has no fields, though it may hold JSON.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <D> the type of the detail
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Amazon
 *     EventBridge event patterns</a>
 */
@SuppressWarnings("UnusedTypeParameter") // it ties a handler to the type of its detail
public final class EventPattern<D extends @Nullable Object> implements EventSelector<D> {

    private final String json;
    private final Type type;

    private EventPattern(String json, Type type) {
        this.json = json;
        this.type = type;
    }

    /**
     * Returns the events that match a pattern, with their detail as a tree.
     *
     * @param json the pattern
     * @return the events
     * @throws IllegalArgumentException if the pattern is not valid
     * @throws IllegalStateException if event-ruler is not on the class path
     */
    public static EventPattern<JsonNode> of(String json) {
        return of(json, JsonNode.class);
    }

    /**
     * Returns the events that match a pattern.
     *
     * @param json the pattern
     * @param type the type that the {@code detail} is bound to; {@link Void} if nobody reads it
     * @param <D> the type of the detail
     * @return the events
     * @throws IllegalArgumentException if the pattern is not valid
     * @throws IllegalStateException if event-ruler is not on the class path
     */
    public static <D extends @Nullable Object> EventPattern<D> of(String json, Class<D> type) {
        return new EventPattern<>(checked(json), requireNonNull(type, "type"));
    }

    /**
     * Returns the events that match a pattern, with a generic type of detail.
     *
     * @param json the pattern
     * @param type the type that the {@code detail} is bound to
     * @param <D> the type of the detail
     * @return the events
     * @throws IllegalArgumentException if the pattern is not valid
     * @throws IllegalStateException if event-ruler is not on the class path
     */
    public static <D> EventPattern<D> of(String json, TypeReference<D> type) {
        return new EventPattern<>(checked(json), requireNonNull(type, "type").getType());
    }

    /**
     * Returns the pattern.
     *
     * @return its JSON
     */
    public String json() {
        return json;
    }

    @Override
    public Type type() {
        return type;
    }

    /** Shows pattern and type. */
    @Override
    public String toString() {
        return json + " -> " + type.getTypeName();
    }

    private static String checked(String json) {
        requireNonNull(json, "json");
        try {
            PatternMatcher.check(json);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "event patterns need AWS's matcher: add the dependency software.amazon.event.ruler:event-ruler",
                    e);
        }
        return json;
    }
}

package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;

/**
 * A kind of event: its source, its detail-type, and the Java type of its detail, in one typed
 * constant.
 *
 * <pre>{@code
 * static final EventType<UserSignup> USER_SIGNUP = EventType.of("my.webapp", "UserSignup", UserSignup.class);
 * }</pre>
 *
 * <p>The type may be a record, a class that Jackson binds, {@code JsonNode}, a {@code Map}, a
 * generic type, {@link String} for the text of the detail's JSON as it stands, or {@link Void}. A
 * detail that is a string and holds a JSON object or array, as EventBridge Scheduler sends it, is
 * bound to any of these but {@code String} as what it holds.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <D> the type of the detail
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">AWS
 *     service event metadata</a>
 */
@SuppressWarnings("UnusedTypeParameter") // it ties a handler to the type of its detail
public final class EventType<D extends @Nullable Object> implements EventSelector<D> {

    private final String source;
    private final String detailType;
    private final Type type;

    private EventType(String source, String detailType, Type type) {
        this.source = source;
        this.detailType = detailType;
        this.type = type;
    }

    /**
     * Returns the kind of event with this source and detail-type.
     *
     * @param source the event's {@code source}, such as {@code my.webapp}
     * @param detailType the event's {@code detail-type}, such as {@code UserSignup}
     * @param type the type that the {@code detail} is bound to; {@link Void} if nobody reads it
     * @param <D> the type of the detail
     * @return the kind of event
     * @throws IllegalArgumentException if the source or the detail-type is blank, if the source has
     *     more than 256 or the detail-type more than 128 characters, or if one is or ends in an
     *     asterisk for its last part: it would match nothing, since {@code *} is not a wildcard
     */
    public static <D extends @Nullable Object> EventType<D> of(
            String source, String detailType, Class<D> type) {
        return new EventType<>(
                named("source", source, EventLimits.MAX_SOURCE),
                named("detailType", detailType, EventLimits.MAX_DETAIL_TYPE),
                requireNonNull(type, "type"));
    }

    /**
     * Returns the kind of event with this source and detail-type, and a generic type of detail.
     *
     * <pre>{@code
     * EventType.of("my.shop", "OrdersPlaced", new TypeReference<List<Order>>() {})
     * }</pre>
     *
     * @param source the event's {@code source}, such as {@code my.shop}
     * @param detailType the event's {@code detail-type}, such as {@code OrdersPlaced}
     * @param type the type that the {@code detail} is bound to
     * @param <D> the type of the detail
     * @return the kind of event
     * @throws IllegalArgumentException if the source or the detail-type is blank, if the source has
     *     more than 256 or the detail-type more than 128 characters, or if one is or ends in an
     *     asterisk for its last part: it would match nothing, since {@code *} is not a wildcard
     */
    public static <D> EventType<D> of(String source, String detailType, TypeReference<D> type) {
        return new EventType<>(
                named("source", source, EventLimits.MAX_SOURCE),
                named("detailType", detailType, EventLimits.MAX_DETAIL_TYPE),
                requireNonNull(type, "type").getType());
    }

    /**
     * Returns the source that events of this kind have.
     *
     * @return the source
     */
    public String source() {
        return source;
    }

    /**
     * Returns the detail-type that events of this kind have.
     *
     * @return the detail-type
     */
    public String detailType() {
        return detailType;
    }

    /**
     * Returns the type that the detail is bound to.
     *
     * @return the type
     */
    @Override
    public Type type() {
        return type;
    }

    /** Names source, detail-type and type. */
    @Override
    public String toString() {
        return source + " / " + detailType + " -> " + type.getTypeName();
    }

    boolean sameEvents(EventType<?> other) {
        return source.equals(other.source) && detailType.equals(other.detailType);
    }

    private static String named(String name, String value, int max) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        if (value.equals("*") || value.endsWith(".*")) {
            throw new IllegalArgumentException(
                    name
                            + " is matched exactly, and * is not a wildcard: use an EventPattern to"
                            + " match several");
        }
        EventLimits.requireLength(name, value, max);
        return value;
    }
}

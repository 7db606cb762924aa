package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;

/**
 * Says which events a handler gets, and what their detail is bound to: exactly by source and
 * detail-type, or by a pattern.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <D> the type of the detail
 */
public sealed interface EventSelector<D extends @Nullable Object> permits EventType, EventPattern {

    /**
     * Returns the type that the detail is bound to.
     *
     * @return the type
     */
    Type type();
}

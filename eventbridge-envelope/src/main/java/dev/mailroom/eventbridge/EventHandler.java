package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/**
 * Handles events of one type. {@link dev.mailroom.RecordHandler} says what its exceptions mean.
 *
 * @param <D> the type of the detail
 */
@FunctionalInterface
public interface EventHandler<D extends @Nullable Object> {

    /**
     * Handles one event.
     *
     * @param event the event
     * @throws Exception if the message must be kept
     */
    void handle(EventBridgeEvent<D> event) throws Exception;
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/**
 * Handles events of one type. What its exceptions mean is said at {@link
 * dev.mailroom.RecordHandler}.
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

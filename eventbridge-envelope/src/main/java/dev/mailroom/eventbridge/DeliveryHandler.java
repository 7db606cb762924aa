package dev.mailroom.eventbridge;

import dev.mailroom.Delivery;

import org.jspecify.annotations.Nullable;

/**
 * Handles events of one type, together with their delivery. {@link dev.mailroom.RecordHandler} says
 * what its exceptions mean.
 *
 * @param <D> the type of the detail
 */
@FunctionalInterface
public interface DeliveryHandler<D extends @Nullable Object> {

    /**
     * Handles one event.
     *
     * @param event the event
     * @param delivery the delivery of the record that holds the event
     * @throws Exception if the message must be kept
     */
    void handle(EventBridgeEvent<D> event, Delivery delivery) throws Exception;
}

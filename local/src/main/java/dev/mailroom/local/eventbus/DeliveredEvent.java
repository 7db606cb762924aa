package dev.mailroom.local.eventbus;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * An event on its way to subscribers, which share what is read of it: its data is parsed once at
 * most. Thread-safe.
 */
public final class DeliveredEvent {

    private final RetainedEvent event;
    private final DeliveryType type;
    private @Nullable ObjectNode parts; // guarded by this

    /**
     * Delivers an event.
     *
     * @param event the event
     * @param type whether it is delivered anew
     */
    public DeliveredEvent(RetainedEvent event, DeliveryType type) {
        this.event = Objects.requireNonNull(event, "event");
        this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * Returns the event as the bus keeps it.
     *
     * @return the event
     */
    public RetainedEvent event() {
        return event;
    }

    /**
     * Says whether it is delivered anew.
     *
     * @return the type of this delivery
     */
    public DeliveryType type() {
        return type;
    }

    /**
     * Returns all three parts of the event, as filters, expressions and {@code WITH_METADATA} see
     * it.
     *
     * @return data, metadata and system metadata, which are not to be changed
     */
    public synchronized ObjectNode parts() {
        ObjectNode read = parts;
        if (read == null) {
            read = event.parts(type);
            parts = read;
        }
        return read;
    }
}

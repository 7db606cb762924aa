package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Which events go to which handler, as registered with the builder. */
record Registration<D extends @Nullable Object>(
        EventSelector<D> events, DeliveryHandler<D> handler) {

    Registration {
        requireNonNull(events, "events");
        requireNonNull(handler, "handler");
    }

    /** A handler of a whole family handles each member. */
    static <F, D extends F> Registration<D> ofMember(
            EventType<D> type, DeliveryHandler<F> handler) {
        return new Registration<>(
                type, (event, delivery) -> handler.handle(widened(event), delivery));
    }

    /** An event is immutable, so an event of a member is also one of the family. */
    @SuppressWarnings("unchecked")
    private static <F, D extends F> EventBridgeEvent<F> widened(EventBridgeEvent<D> event) {
        return (EventBridgeEvent<F>) event;
    }

    static <D extends @Nullable Object> DeliveryHandler<D> withoutDelivery(
            EventHandler<D> handler) {
        requireNonNull(handler, "handler");
        return (event, delivery) -> handler.handle(event);
    }
}

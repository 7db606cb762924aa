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
}

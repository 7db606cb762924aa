package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.DeliveryType;
import dev.mailroom.local.eventbus.RetainedEvent;

import java.time.Instant;

/**
 * An event on its way to a target.
 *
 * @param since when its age begins
 * @param attempts how often its delivery has failed
 */
record Waiting(RetainedEvent event, DeliveryType type, Instant since, int attempts) {

    Waiting failed() {
        return new Waiting(event, type, since, attempts + 1);
    }

    boolean isNew() {
        return attempts == 0;
    }

    int retries() {
        return attempts - 1;
    }
}

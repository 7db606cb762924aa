package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.DeliveredEvent;
import dev.mailroom.local.eventbus.RetainedEvent;

import java.time.Instant;

/**
 * An event on its way to a target.
 *
 * @param since when its age begins
 * @param attempts how often its delivery has failed
 */
record Waiting(DeliveredEvent delivered, Instant since, int attempts) {

    RetainedEvent event() {
        return delivered.event();
    }

    Waiting failed() {
        return new Waiting(delivered, since, attempts + 1);
    }

    boolean isNew() {
        return attempts == 0;
    }

    int retries() {
        return attempts - 1;
    }
}

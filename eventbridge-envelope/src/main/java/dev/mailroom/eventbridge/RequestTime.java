package dev.mailroom.eventbridge;

import dev.mailroom.Delivery;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How long the next request of a call may take. The requests of a handler share the time of its
 * delivery; elsewhere each has a time of its own.
 */
final class RequestTime {

    private static final Duration OUTSIDE_OF_A_DELIVERY = Duration.ofSeconds(3);

    private final @Nullable TimeLimit limit;

    private RequestTime(@Nullable TimeLimit limit) {
        this.limit = limit;
    }

    /** C11: the invocation pays for the requests, and must have time left to report its batch. */
    static RequestTime now() {
        Delivery delivery = Delivery.current();
        return new RequestTime(delivery == null ? null : TimeLimit.of(delivery));
    }

    /** Zero if it is too late for another request. */
    Duration left() {
        return limit == null ? OUTSIDE_OF_A_DELIVERY : limit.left();
    }

    /** Whether there is time for another request after the wait. */
    boolean allows(Duration wait) {
        return limit == null || wait.compareTo(limit.left()) < 0;
    }
}

package dev.mailroom.dynamodb;

import dev.mailroom.Delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long a write may still take, repetitions and waits for other lanes included. */
final class TimeLeft {

    /** Tells it; negative once the time is over. */
    private final Supplier<Duration> clock;

    TimeLeft(Supplier<Duration> clock) {
        this.clock = clock;
    }

    /** Until shortly before the delivery's invocation ends: C32, C33. */
    static TimeLeft of(Delivery delivery) {
        // Reckoned once: what the report of the batch needs is no time for a repetition either.
        Duration reserve = delivery.remainingTime().minus(delivery.requestTime());
        return new TimeLeft(() -> delivery.remainingTime().minus(reserve));
    }

    static TimeLeft during(Duration limit, LongSupplier nanoTime) {
        long start = nanoTime.getAsLong();
        return new TimeLeft(() -> limit.minusNanos(nanoTime.getAsLong() - start));
    }

    Duration remaining() {
        return clock.get();
    }
}

package dev.mailroom.dynamodb;

import dev.mailroom.Delivery;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long a write may still take. */
final class TimeLeft {

    /** What is kept for the report of the batch. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    /** Tells it; negative once the time is over. */
    private final Supplier<Duration> clock;

    /** Whether a request must be broken off then, and not only not be repeated. */
    final boolean hard;

    TimeLeft(Supplier<Duration> clock, boolean hard) {
        this.clock = clock;
        this.hard = hard;
    }

    /** Until shortly before the record's invocation ends: C32, C33. */
    static TimeLeft of(Delivery context) {
        Duration half = context.remainingTime().dividedBy(2);
        Duration reserve = half.compareTo(RESERVE) < 0 ? half : RESERVE;
        return new TimeLeft(() -> context.remainingTime().minus(reserve), true);
    }

    static TimeLeft during(Duration limit, LongSupplier nanoTime) {
        long start = nanoTime.getAsLong();
        return new TimeLeft(() -> limit.minusNanos(nanoTime.getAsLong() - start), false);
    }

    Duration remaining() {
        return clock.get();
    }

    /** How long to wait for the requests of others, which end by themselves: C33. */
    long patienceNanos() {
        return hard ? remaining().toNanos() : Long.MAX_VALUE;
    }
}

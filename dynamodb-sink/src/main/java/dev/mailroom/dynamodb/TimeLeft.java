package dev.mailroom.dynamodb;

import dev.mailroom.RecordContext;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a write may still take.
 *
 * @param clock tells it; negative once the time is over
 * @param hard whether a request must be broken off then, and not only not be repeated
 */
record TimeLeft(Supplier<Duration> clock, boolean hard) {

    /** What is kept for the report of the batch. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    /** Until shortly before the record's invocation ends: C32, C33. */
    static TimeLeft of(RecordContext context) {
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

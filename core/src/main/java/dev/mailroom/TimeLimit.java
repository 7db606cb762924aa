package dev.mailroom;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a piece of work may still take, all its requests together. Give each request the time
 * that is {@linkplain #left() left} as its timeout, and send none once the time is {@linkplain
 * #over() over}. Thread-safe.
 */
public final class TimeLimit {

    private final Supplier<Duration> left;

    private TimeLimit(Supplier<Duration> left) {
        this.left = left;
    }

    /**
     * Limits work to the {@linkplain Delivery#requestTime() request time} that a delivery has now:
     * what is kept for the report of its batch stays untouched, however many requests there are.
     *
     * @param delivery the delivery
     * @return the limit
     */
    public static TimeLimit of(Delivery delivery) {
        Duration reserve = delivery.remainingTime().minus(delivery.requestTime());
        return new TimeLimit(() -> delivery.remainingTime().minus(reserve));
    }

    /**
     * Limits work to a time from now on, for work outside of a delivery.
     *
     * @param time how long it may take
     * @param nanoTime the clock, such as {@link System#nanoTime}
     * @return the limit
     */
    public static TimeLimit of(Duration time, LongSupplier nanoTime) {
        requireNonNull(time, "time");
        long start = nanoTime.getAsLong();
        return new TimeLimit(() -> time.minusNanos(nanoTime.getAsLong() - start));
    }

    /**
     * Returns how much is left.
     *
     * @return the time left; never negative, and zero once it is over
     */
    public Duration left() {
        Duration time = left.get();
        return time.isNegative() ? Duration.ZERO : time;
    }

    /**
     * Tells whether nothing is left.
     *
     * @return whether it is over
     */
    public boolean over() {
        return left().isZero();
    }
}

package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another attempt: a random time, from 0 up to a bound that doubles with
 * each failure (full jitter). Attempts that failed together are not retried together.
 *
 * <p>By default the random numbers come from a {@link SecureRandom}, because copies of a SnapStart
 * snapshot must draw different ones too (C35).
 *
 * <p>Immutable, and thread-safe if its random numbers are.
 *
 * @see <a
 *     href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/">Timeouts,
 *     retries, and backoff with jitter</a>
 */
public final class Backoff {

    private static final Duration HIGHEST = Duration.ofDays(365);
    private static final int MOST_DOUBLINGS = 63;

    private final long firstNanos;
    private final long longestNanos;
    private final @Nullable RandomGenerator random;

    private Backoff(long firstNanos, long longestNanos, @Nullable RandomGenerator random) {
        this.firstNanos = firstNanos;
        this.longestNanos = longestNanos;
        this.random = random;
    }

    /**
     * Returns the back-off between two bounds.
     *
     * @param first the bound after the first failure, more than 0
     * @param longest the highest bound, {@code first} to 365 days
     * @return the back-off
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static Backoff between(Duration first, Duration longest) {
        if (requireNonNull(longest, "longest").compareTo(HIGHEST) > 0) {
            throw new IllegalArgumentException(
                    "longest must be at most 365 days, but is " + longest);
        }
        if (requireNonNull(first, "first").compareTo(Duration.ZERO) <= 0
                || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "expected 0 < first <= longest, but first is "
                            + first
                            + " and longest is "
                            + longest);
        }
        return new Backoff(first.toNanos(), longest.toNanos(), null);
    }

    /**
     * Takes its random numbers from elsewhere.
     *
     * @param random the random numbers
     * @return a back-off with this setting
     */
    public Backoff random(RandomGenerator random) {
        return new Backoff(firstNanos, longestNanos, requireNonNull(random, "random"));
    }

    /**
     * Returns how long to wait.
     *
     * @param failures how many attempts have failed; less than 1 counts as 1
     * @return a time of 0 or more, less than the bound
     */
    public Duration after(int failures) {
        RandomGenerator numbers = random == null ? new SecureRandom() : random;
        return Duration.ofNanos(numbers.nextLong(boundNanos(failures)));
    }

    /**
     * Waits in this thread. An interrupt ends the wait at once, and the thread stays interrupted.
     *
     * @param nanos how long to wait
     */
    public static void sleep(long nanos) {
        // No park: that returns at once if a lock has left the thread a permit.
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long boundNanos(int failures) {
        int doublings = Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
        return firstNanos > longestNanos >> doublings ? longestNanos : firstNanos << doublings;
    }
}

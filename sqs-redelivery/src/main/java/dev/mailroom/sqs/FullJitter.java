package dev.mailroom.sqs;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A random delay, up to a bound that doubles with each receive: what failed together does not come
 * again together.
 */
record FullJitter(Duration base, Duration max, Supplier<RandomGenerator> random) {

    private static final int MOST_DOUBLINGS = 62;

    Duration delay(int receiveCount) {
        return Duration.ofNanos(random.get().nextLong(bound(receiveCount).toNanos() + 1));
    }

    /** The longest delay after so many receives; max, where doubling would go beyond it. */
    Duration bound(int receiveCount) {
        int doublings = Math.min(Math.max(receiveCount, 1) - 1, MOST_DOUBLINGS);
        long baseNanos = base.toNanos();
        return baseNanos > max.toNanos() >> doublings
                ? max
                : Duration.ofNanos(baseNanos << doublings);
    }
}

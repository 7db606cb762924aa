package dev.mailroom.eventbridge;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Waits between attempts: up to twice as long each time, and nobody at the same moment. */
final class BackOff {

    /** Where a thread waits; tests do not. */
    @FunctionalInterface
    interface Sleeper {

        void sleep(Duration duration) throws InterruptedException;
    }

    private final Duration first;
    private final Duration longest;
    private final Sleeper sleeper;
    private final DoubleSupplier random;

    BackOff(Duration first, Duration longest, Sleeper sleeper, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Waits after an attempt, the first one being 1. */
    void await(int attempt) throws InterruptedException {
        Duration ceiling = first;
        for (int i = 1; i < attempt && ceiling.compareTo(longest) < 0; i++) {
            ceiling = ceiling.multipliedBy(2);
        }
        long nanos = (ceiling.compareTo(longest) < 0 ? ceiling : longest).toNanos();
        sleeper.sleep(Duration.ofNanos((long) (nanos / 2.0 * (1 + random.getAsDouble()))));
    }
}

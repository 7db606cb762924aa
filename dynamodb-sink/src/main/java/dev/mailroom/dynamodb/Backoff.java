package dev.mailroom.dynamodb;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait before another attempt: anything between nothing and a ceiling that doubles with
 * each failure, so that lanes that failed together do not come back together.
 */
final class Backoff {

    private static final long FIRST_CEILING_MILLIS = 50;
    private static final int DOUBLINGS = 6;

    /** Returns a number from zero to its argument. */
    private final LongUnaryOperator jitter;

    Backoff(LongUnaryOperator jitter) {
        this.jitter = jitter;
    }

    static Backoff fullJitter() {
        return new Backoff(ceiling -> ThreadLocalRandom.current().nextLong(ceiling + 1));
    }

    Duration after(int failures) {
        long ceiling = FIRST_CEILING_MILLIS << Math.min(failures - 1, DOUBLINGS);
        return Duration.ofMillis(jitter.applyAsLong(ceiling));
    }
}

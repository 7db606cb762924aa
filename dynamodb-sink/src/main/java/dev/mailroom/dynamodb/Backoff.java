package dev.mailroom.dynamodb;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait before another attempt: anything between nothing and a ceiling that doubles with
 * each failure, so that lanes that failed together do not come back together.
 *
 * @param jitter returns a number from zero to its argument
 */
record Backoff(LongUnaryOperator jitter) {

    private static final long FIRST_CEILING_MILLIS = 50;
    private static final int DOUBLINGS = 6;

    static Backoff fullJitter() {
        return new Backoff(ceiling -> ThreadLocalRandom.current().nextLong(ceiling + 1));
    }

    Duration after(int failures) {
        long ceiling = FIRST_CEILING_MILLIS << Math.min(failures - 1, DOUBLINGS);
        return Duration.ofMillis(jitter.applyAsLong(ceiling));
    }
}

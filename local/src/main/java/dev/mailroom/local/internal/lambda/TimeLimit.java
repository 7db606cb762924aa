package dev.mailroom.local.internal.lambda;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long an invocation may take, on the clock of the pipeline, which a test may move. */
record TimeLimit(Clock clock, Instant end) {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    static TimeLimit of(Duration limit, Clock clock) {
        return new TimeLimit(clock, clock.instant().plus(limit));
    }

    /** Waits for a result until the limit is over. */
    <T> T await(Future<T> result)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            Duration left = left();
            Duration wait = left.compareTo(A_MOMENT) < 0 ? left : A_MOMENT;
            try {
                return result.get(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left.isZero()) {
                    throw e;
                }
            }
        }
    }

    private Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }
}

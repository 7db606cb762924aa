package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Backoff;
import dev.mailroom.MailroomException;
import dev.mailroom.SinkException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Repeats a write, in its own lane, as long as that can help and there is time. */
final class Retries {

    static final Backoff BACKOFF = Backoff.between(Duration.ofMillis(50), Duration.ofMillis(3_200));

    private final Backoff backoff;
    private final LongConsumer parkNanos;
    private final Duration limit;
    private final LongSupplier nanoTime;

    Retries(Backoff backoff, LongConsumer parkNanos, Duration limit, LongSupplier nanoTime) {
        this.backoff = backoff;
        this.parkNanos = parkNanos;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    static Retries standard() {
        return new Retries(
                BACKOFF, LockSupport::parkNanos, Duration.ofSeconds(3), System::nanoTime);
    }

    /** One request for one write. */
    @FunctionalInterface
    interface Request<R> {
        Attempt<R> send() throws InterruptedException;
    }

    TimeLeft withoutContext() {
        return TimeLeft.during(limit, nanoTime);
    }

    <R> R settle(TimeLeft timeLeft, Request<R> request) {
        try {
            return result(timeLeft, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkException(
                    "interrupted during a write; whether it took effect is not known", e);
        }
    }

    private <R> R result(TimeLeft timeLeft, Request<R> request) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            Attempt<R> attempt = request.send();
            if (attempt.result != null) {
                return attempt.result;
            }
            MailroomException cause = requireNonNull(attempt.failure);
            if (!attempt.mayPass) {
                throw cause;
            }
            waitOrGiveUp(failures, timeLeft, cause);
        }
    }

    private void waitOrGiveUp(int failures, TimeLeft timeLeft, MailroomException cause)
            throws InterruptedException {
        Duration wait = backoff.after(failures);
        if (wait.compareTo(timeLeft.remaining()) >= 0) {
            throw cause;
        }
        parkNanos.accept(wait.toNanos());
        // A park that is interrupted returns early, without a word.
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}

package dev.mailroom.dynamodb;

import dev.mailroom.Backoff;
import dev.mailroom.Delivery;
import dev.mailroom.MailroomException;
import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Retries a write, in its own lane, as long as that can help and there is time. */
final class Retries {

    static final Backoff BACKOFF = Backoff.between(Duration.ofMillis(50), Duration.ofMillis(3_200));

    private final Backoff backoff;
    private final LongConsumer sleepNanos;
    private final Duration limit;
    private final LongSupplier nanoTime;

    Retries(Backoff backoff, LongConsumer sleepNanos, Duration limit, LongSupplier nanoTime) {
        this.backoff = backoff;
        this.sleepNanos = sleepNanos;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    static Retries standard() {
        return new Retries(BACKOFF, Backoff::sleep, Duration.ofSeconds(3), System::nanoTime);
    }

    /** One request for one write. */
    @FunctionalInterface
    interface Request<R> {
        Attempt<R> send() throws InterruptedException;
    }

    /** The time of the delivery that this thread is handling; outside of a handler the limit. */
    TimeLimit timeLeft() {
        Delivery current = Delivery.current();
        return current == null ? TimeLimit.of(limit, nanoTime) : TimeLimit.of(current);
    }

    <R> R settle(TimeLimit timeLeft, Request<R> request) {
        try {
            return result(timeLeft, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SinkException(
                    "interrupted during a write; whether it took effect is not known", e);
        }
    }

    private <R> R result(TimeLimit timeLeft, Request<R> request) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            Attempt<R> attempt = request.send();
            if (!(attempt instanceof Attempt.Again<R> again)) {
                return attempt.result();
            }
            waitOrGiveUp(failures, timeLeft, again.cause());
        }
    }

    private void waitOrGiveUp(int failures, TimeLimit timeLeft, MailroomException cause)
            throws InterruptedException {
        Duration wait = backoff.after(failures);
        if (wait.compareTo(timeLeft.left()) >= 0) {
            throw cause;
        }
        sleepNanos.accept(wait.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}

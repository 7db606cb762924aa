package dev.mailroom;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import java.time.Duration;

/** Time that passes when a test says so, for invocations and for the watch of their deadlines. */
final class MovedTime extends WatchTime {

    static final Duration TIMEOUT = Duration.ofHours(1);

    /** The longest that there is, so that what is interrupted has minutes to end in. */
    static final Duration MARGIN = Duration.ofMinutes(15);

    /** A handler is interrupted when half of the margin is left. */
    static final Duration UNTIL_THE_INTERRUPT = TIMEOUT.minus(MARGIN.dividedBy(2));

    private Object waitedAt = this;
    private long until = Long.MAX_VALUE;
    private long now;

    /** A runner of batches that lives by this time. */
    BatchRunner runner(SqsBatchHandler.Builder builder) {
        return new BatchRunner(builder.options(), this);
    }

    SQSBatchResponse handle(SqsBatchHandler.Builder builder, SQSEvent batch, Duration timeout) {
        return runner(builder).handle(batch, invocation(timeout));
    }

    /** An invocation that starts now. */
    Invocation invocation(Duration timeout) {
        long start = nanoTime();
        return Invocation.of(() -> timeout.minusNanos(nanoTime() - start));
    }

    void pass(Duration time) {
        Object toNotify;
        synchronized (this) {
            now += time.toNanos();
            toNotify = now >= until ? waitedAt : this;
        }
        synchronized (toNotify) {
            toNotify.notifyAll();
        }
    }

    @Override
    synchronized long nanoTime() {
        return now;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the watch has the loop
    void awaitUntil(Object monitor, long nanoTime) throws InterruptedException {
        synchronized (this) {
            if (now >= nanoTime) {
                return;
            }
            waitedAt = monitor;
            until = nanoTime;
        }
        monitor.wait();
    }
}

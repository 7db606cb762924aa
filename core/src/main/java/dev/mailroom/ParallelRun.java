package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The lanes of one batch on several threads of an executor, while the caller waits. Each thread
 * takes lane after lane until there is none left.
 */
final class ParallelRun {

    private final Lanes lanes;
    private final RecordRunner runner;
    private final Deadline deadline;
    private final Workers workers;
    private final ThreadLocals callers = ThreadLocals.capture();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    ParallelRun(Lanes lanes, RecordRunner runner, Deadline deadline, Workers workers) {
        this.lanes = lanes;
        this.runner = runner;
        this.deadline = deadline;
        this.workers = workers;
    }

    /**
     * Returns when all lanes have ended. If the workers are stopped, lanes that do not end within
     * the deadline's grace are left behind. An executor that fails stops them, too.
     */
    void run(Executor executor, int threads) {
        try {
            start(executor, threads);
        } catch (Throwable e) {
            workers.stop(); // C33: no lane outlives the invocation
            await();
            throw e;
        }
        await();
        rethrowFailure();
    }

    /** Fewer threads than requested are enough, but there must be one. */
    private void start(Executor executor, int threads) {
        for (int started = 0; started < threads && !deadline.stopped(); started++) {
            try {
                executor.execute(this::work);
            } catch (RuntimeException
                    | OutOfMemoryError e) { // the latter if no thread can be started
                if (deadline.stopped()) {
                    return; // what was interrupted is the wait for a thread
                }
                if (started == 0) {
                    throw e;
                }
                LOG.warn(
                        "Only {} of {} threads could be started for the batch",
                        started,
                        threads,
                        e);
                return;
            }
        }
    }

    private void work() {
        try {
            callers.during(() -> workers.run(this::takeLanes));
        } catch (Throwable e) {
            // C1: the caller throws it, and the whole batch is retried.
            fail(e);
            workers.stop();
        } finally {
            wakeCaller();
        }
    }

    private void takeLanes() {
        deadline.clearStrayInterrupt(); // left by earlier work in this thread
        for (int lane = takeLane(); lane < lanes.size(); lane = takeLane()) {
            try {
                lanes.run(lane, runner, deadline);
            } catch (Throwable e) {
                fail(e); // first, so that whoever sees the end of the lane sees its failure
                throw e;
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    private int takeLane() {
        return next.getAndIncrement();
    }

    /** Keeps what the batch is to fail with, unless something else came before. */
    private void fail(Throwable e) {
        failure.compareAndSet(null, e);
    }

    private void rethrowFailure() {
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private boolean allEnded() {
        return ended.get() == lanes.size();
    }

    /** How many lanes have begun and not ended. */
    private int running() {
        int endedBefore = ended.get(); // Read first, so that the difference is never too small.
        return Math.min(next.get(), lanes.size()) - endedBefore;
    }

    private synchronized void wakeCaller() {
        notifyAll();
    }

    /** Only the stop of the workers ends the wait for them, no other interrupt. */
    private synchronized void await() {
        while (!allEnded() && !deadline.stopped()) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Looks again whether the workers were stopped.
            }
        }
        awaitGrace();
    }

    private void awaitGrace() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadline.graceMillis());
        for (long left = end - System.nanoTime();
                running() > 0 && left > 0;
                left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                // The stop's own interrupt: keep waiting.
            }
        }
        int running = running();
        if (running > 0) {
            LOG.warn(
                    "{} of {} lanes ignore their interrupt and are left behind",
                    running,
                    lanes.size());
        }
    }
}

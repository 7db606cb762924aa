package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The lanes of one batch on several threads of an executor, while the caller waits. */
final class ParallelRun {

    private final Lanes lanes;
    private final RecordRunner runner;
    private final Deadline deadline;
    private final Workers workers;
    private final ThreadLocals callers = ThreadLocals.capture();

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
        lanes.rethrowFailure();
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
            callers.during(() -> workers.run(() -> lanes.run(runner, deadline)));
        } catch (Throwable e) {
            // C1: the caller throws it, and the whole batch is retried.
            lanes.fail(e);
            workers.stop();
        } finally {
            wakeCaller();
        }
    }

    private synchronized void wakeCaller() {
        notifyAll();
    }

    /** Only the stop of the workers ends the wait for them, no other interrupt. */
    private synchronized void await() {
        while (!lanes.allEnded() && !deadline.stopped()) {
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
                lanes.running() > 0 && left > 0;
                left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                // The stop's own interrupt: keep waiting.
            }
        }
        int running = lanes.running();
        if (running > 0) {
            LOG.warn(
                    "{} of {} lanes ignore their interrupt and are left behind",
                    running,
                    lanes.size());
        }
    }
}

package dev.mailroom;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** The lanes of one batch on several threads of an executor, while the caller waits. */
final class ParallelRun {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    private final Lanes lanes;
    private final RecordRunner runner;
    private final Deadline deadline;
    private final int threads;
    private final CountDownLatch running;
    private final List<Interruptible> workers = new CopyOnWriteArrayList<>();
    private final ThreadLocals callers = ThreadLocals.capture();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    ParallelRun(Lanes lanes, RecordRunner runner, Deadline deadline, int threads) {
        this.lanes = lanes;
        this.runner = runner;
        this.deadline = deadline;
        this.threads = threads;
        this.running = new CountDownLatch(threads);
    }

    /**
     * Returns when all lanes have ended. If this thread is interrupted, no further lane starts, and
     * lanes that do not end within the deadline's grace are left behind.
     */
    void run(Executor executor) {
        start(executor);
        await();
        rethrowFailure();
    }

    /** Fewer threads than wished for will do, but one there must be. */
    private void start(Executor executor) {
        for (int started = 0; started < threads; started++) {
            try {
                executor.execute(this::work);
            } catch (RuntimeException
                    | OutOfMemoryError e) { // the latter where no thread is to be had
                if (started == 0) {
                    throw e;
                }
                LOG.warn("Only {} of {} threads could be had for the batch", started, threads, e);
                giveUp(threads - started);
                return;
            }
        }
    }

    private void giveUp(int missing) {
        for (int i = 0; i < missing; i++) {
            running.countDown();
        }
    }

    private void work() {
        Interruptible worker = new Interruptible();
        workers.add(worker);
        try {
            callers.during(() -> worker.run(() -> lanes.run(runner, deadline)));
        } catch (Throwable e) {
            // C1: the caller throws it, and the whole batch is retried.
            failure.compareAndSet(null, e);
            deadline.expire();
        } finally {
            running.countDown();
        }
    }

    private void await() {
        try {
            running.await();
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        deadline.expire();
        workers.forEach(Interruptible::interrupt);
        try {
            if (!running.await(deadline.graceMillis(), MILLISECONDS)) {
                LOG.warn(
                        "{} of {} lanes ignore their interrupt and are left behind",
                        running.getCount(),
                        threads);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrowFailure() {
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown != null) {
            throw new MailroomException("a lane failed", thrown); // checked, and thrown undeclared
        }
    }
}

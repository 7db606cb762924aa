package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One invocation under the watch: stopped at its deadline, and named in the log if it keeps
 * running.
 */
final class GuardedRun {

    private final Deadline deadline;
    private final Workers workers;
    private final Supplier<String> unfinished;
    private final WatchTime time;
    private long dueNanos;
    private boolean stopped;

    GuardedRun(Deadline deadline, Workers workers, Supplier<String> unfinished, WatchTime time) {
        this.deadline = deadline;
        this.workers = workers;
        this.unfinished = unfinished;
        this.time = time;
        this.dueNanos = nanosAfter(deadline.millisUntilInterrupt());
    }

    /** When {@link #act} is next to be called, on the clock of the watch. */
    long dueNanos() {
        return dueNanos;
    }

    /** Whether the next call of {@link #act} is the last one. */
    boolean stopped() {
        return stopped;
    }

    /** Stops the invocation the first time, and warns the second. */
    void act() {
        if (stopped) {
            warn();
        } else {
            stopped = true;
            workers.stop();
            dueNanos = nanosAfter(deadline.millisUntilTooLate());
        }
    }

    private void warn() {
        String names = unfinished.get();
        if (!names.isEmpty()) {
            // C11: Lambda will end the process, and SQS delivers the whole batch again.
            LOG.error("The invocation will time out: its interrupt is ignored by {}", names);
        }
    }

    private long nanosAfter(long millis) {
        return time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

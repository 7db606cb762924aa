package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Stops invocations at their deadlines, in one thread that ends when it is idle and is replaced if
 * it dies.
 *
 * <p>An invocation rarely has an earlier deadline than the one before it, so setting its alarm
 * rarely wakes that thread. A timer of the JDK would wake up each time, which costs as much as
 * handling a record.
 */
final class DeadlineWatch {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WatchTime time;
    private final ThreadFactory threads = LaneThreads.daemons("mailroom-deadline-");
    private final List<GuardedRun> runs = new ArrayList<>();
    private boolean watching;
    private long wakesAt;

    DeadlineWatch(WatchTime time) {
        this.time = time;
    }

    /** Runs the work in this thread, and stops its workers at the deadline. */
    void guard(Deadline deadline, Workers workers, Supplier<String> unfinished, Runnable work) {
        GuardedRun run = new GuardedRun(deadline, workers, unfinished, time);
        try {
            add(run);
            workers.run(work);
        } finally {
            remove(run);
        }
    }

    private synchronized void add(GuardedRun run) {
        runs.add(run);
        if (!watching) {
            start();
        } else if (run.dueNanos() - wakesAt < 0) {
            notifyAll();
        }
    }

    private synchronized void remove(GuardedRun run) {
        runs.remove(run);
    }

    private void start() {
        threads.newThread(this::watch).start();
        // After the start, which may fail: the next invocation then tries again.
        watching = true;
    }

    private void watch() {
        try {
            for (GuardedRun due = awaitDue(); due != null; due = awaitDue()) {
                due.act(); // without the lock, since it logs
            }
        } finally {
            end();
        }
    }

    /** An error, such as one of a log's, may have ended it before its time. */
    private synchronized void end() {
        watching = false;
        if (!runs.isEmpty()) {
            start();
        }
    }

    /** Waits until a run is due and returns it; null if there has been none for a while. */
    private synchronized @Nullable GuardedRun awaitDue() {
        long idleSince = time.nanoTime();
        while (true) {
            long now = time.nanoTime();
            GuardedRun next = earliest();
            if (next == null) {
                if (now - idleSince >= IDLE_NANOS) {
                    return null;
                }
                sleepUntil(idleSince + IDLE_NANOS);
            } else if (next.dueNanos() - now <= 0) {
                if (next.stopped()) {
                    runs.remove(next);
                }
                return next;
            } else {
                sleepUntil(next.dueNanos());
                idleSince = time.nanoTime();
            }
        }
    }

    private @Nullable GuardedRun earliest() {
        return runs.stream().min(DeadlineWatch::compare).orElse(null);
    }

    private static int compare(GuardedRun one, GuardedRun other) {
        return Long.signum(one.dueNanos() - other.dueNanos());
    }

    private void sleepUntil(long nanos) {
        wakesAt = nanos;
        try {
            time.awaitUntil(this, nanos);
        } catch (InterruptedException e) {
            // Nothing has a reason to interrupt it: it looks again and waits on.
        }
    }
}

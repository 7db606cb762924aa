package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Interrupts invocations at their deadlines, by one thread that ends when it is idle.
 *
 * <p>An invocation seldom has an earlier deadline than the one before, so setting its alarm seldom
 * wakes that thread: a timer of the JDK's would be woken each time, which costs as much as handling
 * a record.
 */
final class DeadlineWatch {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadFactory threads = LaneThreads.daemons("mailroom-deadline-");
    private final List<GuardedRun> runs = new ArrayList<>();
    private boolean watching;
    private long wakesAt;

    /**
     * Runs the work in this thread, and interrupts it at the deadline; this interrupt ends with the
     * work.
     */
    void guard(Deadline deadline, Supplier<String> description, Runnable work) {
        GuardedRun run = new GuardedRun(deadline, description);
        try {
            add(run);
            run.run(work);
        } finally {
            remove(run);
        }
    }

    private synchronized void add(GuardedRun run) {
        runs.add(run);
        if (!watching) {
            threads.newThread(this::watch).start();
            // After the start, which may fail: the next invocation then tries again.
            watching = true;
        } else if (run.dueNanos() - wakesAt < 0) {
            notifyAll();
        }
    }

    private synchronized void remove(GuardedRun run) {
        runs.remove(run);
    }

    private synchronized void watch() {
        long idleSince = System.nanoTime();
        while (watching) {
            long now = System.nanoTime();
            if (!runs.isEmpty()) {
                idleSince = now;
            }
            GuardedRun next = earliest();
            if (next != null && next.dueNanos() - now <= 0) {
                if (!next.act()) {
                    runs.remove(next);
                }
            } else if (next == null && now - idleSince >= IDLE_NANOS) {
                watching = false;
            } else {
                sleepUntil(next == null ? idleSince + IDLE_NANOS : next.dueNanos(), now);
            }
        }
    }

    private @Nullable GuardedRun earliest() {
        GuardedRun earliest = null;
        for (GuardedRun run : runs) {
            if (earliest == null || run.dueNanos() - earliest.dueNanos() < 0) {
                earliest = run;
            }
        }
        return earliest;
    }

    private void sleepUntil(long nanos, long now) {
        wakesAt = nanos;
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos - now);
        } catch (InterruptedException e) {
            // Nobody interrupts it; if somebody does, the next invocation starts another.
            watching = false;
        }
    }
}

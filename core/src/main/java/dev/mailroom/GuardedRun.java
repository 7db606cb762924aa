package dev.mailroom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One invocation under the watch: interrupted at its deadline, and named if it goes on all the
 * same.
 */
final class GuardedRun {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    private final Deadline deadline;
    private final Supplier<String> description;
    private final Interruptible work = new Interruptible();
    private long dueNanos;
    private boolean interrupted;

    GuardedRun(Deadline deadline, Supplier<String> description) {
        this.deadline = deadline;
        this.description = description;
        this.dueNanos =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadline.millisUntilInterrupt());
    }

    void run(Runnable task) {
        work.run(task);
    }

    /** When {@link #act} is next to be called, on the clock of {@link System#nanoTime}. */
    long dueNanos() {
        return dueNanos;
    }

    /**
     * Interrupts the first time, and warns the second; tells whether there will be a second time.
     */
    boolean act() {
        if (interrupted) {
            warn();
            return false;
        }
        interrupted = true;
        dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadline.millisUntilTooLate());
        deadline.expire();
        work.interrupt();
        return true;
    }

    private void warn() {
        String unfinished = description.get();
        if (work.running() && !unfinished.isEmpty()) {
            // C11: Lambda will end the process, and SQS delivers the whole batch again.
            LOG.error("The invocation will time out: its interrupt is ignored by {}", unfinished);
        }
    }
}

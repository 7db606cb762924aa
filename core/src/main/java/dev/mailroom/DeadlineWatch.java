package dev.mailroom;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;

/**
 * Interrupts an invocation at its deadline.
 *
 * <p>Its timers are not cancelled: those of work that has ended find nothing to interrupt and hold
 * nothing. So a new timer is seldom the next to go off, and setting it wakes nobody.
 */
final class DeadlineWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    private final ScheduledExecutorService timer = newTimer();

    /**
     * Runs the work in this thread, and interrupts it at the deadline; this interrupt ends with the
     * work.
     */
    void guard(Deadline deadline, Supplier<String> description, Runnable work) {
        Watched watched = new Watched();
        after(deadline.millisUntilInterrupt(), () -> interrupt(watched, deadline));
        watched.run(description, work);
    }

    private void interrupt(Watched watched, Deadline deadline) {
        watched.interrupt();
        after(deadline.millisUntilTooLate(), () -> warn(watched));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // timers are never cancelled, and do not throw
    private void after(long millis, Runnable task) {
        timer.schedule(task, millis, MILLISECONDS);
    }

    private static void warn(Watched watched) {
        String running = watched.stillRunning();
        if (running != null && !running.isEmpty()) {
            // C11: Lambda will end the process, and SQS delivers the whole batch again.
            LOG.error("The invocation will time out: its interrupt is ignored by {}", running);
        }
    }

    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, LaneThreads.daemons("mailroom-deadline-"));
        timer.setRemoveOnCancelPolicy(false);
        return timer;
    }
}

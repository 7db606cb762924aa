package dev.mailroom;

import dev.mailroom.Outcome.NotStarted.Reason;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Records that are handled one after the other.
 *
 * @param records in the order of the batch
 * @param ordered whether a failure stops the lane, as the order of a message group demands (C5)
 */
record Lane(List<RecordContext> records, boolean ordered) {

    void run(RecordRunner runner, Deadline deadline) {
        boolean failed = false;
        for (RecordContext context : records) {
            Reason reason = reasonNotToStart(failed, deadline);
            if (reason != null) {
                runner.settle(context, new Outcome.NotStarted(reason));
            } else {
                failed |= runner.run(context).reported();
            }
        }
    }

    private @Nullable Reason reasonNotToStart(boolean failed, Deadline deadline) {
        if (failed && ordered) {
            return Reason.EARLIER_FAILURE_IN_GROUP;
        }
        if (Thread.currentThread().isInterrupted()) {
            return Reason.INTERRUPTED;
        }
        return deadline.reached() ? Reason.DEADLINE : null;
    }
}

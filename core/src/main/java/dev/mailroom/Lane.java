package dev.mailroom;

import dev.mailroom.Outcome.NotStarted.Reason;
import dev.mailroom.PoisonPolicy.Disposition;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Records that are handled one after the other: those of a message group, or a single one.
 *
 * @param records in the order of the batch
 */
record Lane(List<RecordContext> records) {

    void run(RecordRunner runner, Deadline deadline) {
        boolean blocked = false;
        for (RecordContext context : records) {
            Reason reason = blocked ? Reason.EARLIER_FAILURE_IN_GROUP : reasonToEnd(deadline);
            if (reason == null) {
                blocked = blocks(runner.run(context));
            } else {
                runner.settle(context, new Outcome.NotStarted(reason));
            }
        }
    }

    private static @Nullable Reason reasonToEnd(Deadline deadline) {
        if (deadline.reached()) {
            return Reason.DEADLINE;
        }
        return Thread.currentThread().isInterrupted() ? Reason.INTERRUPTED : null;
    }

    // C5: after a failure the rest of a message group must wait.
    private static boolean blocks(Outcome outcome) {
        return outcome instanceof Outcome.Poison poison
                ? poison.disposition() != Disposition.QUARANTINE_AND_GO_ON
                : outcome.reported();
    }
}

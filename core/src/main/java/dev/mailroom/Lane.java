package dev.mailroom;

import dev.mailroom.Outcome.NotStarted.Reason;

import java.util.List;

/** Handles records one after the other: those of a message group, or a single one. */
final class Lane {

    private Lane() {}

    /** Handles the records from the start, inclusive, to the end, exclusive. */
    static void run(
            List<Delivery> records, int start, int end, RecordRunner runner, Deadline deadline) {
        boolean blocked = false;
        for (int i = start; i < end; i++) {
            Delivery delivery = records.get(i);
            if (blocked) {
                runner.settle(delivery, new Outcome.NotStarted(Reason.EARLIER_FAILURE_IN_GROUP));
            } else if (deadline.reached()) {
                runner.settle(delivery, new Outcome.NotStarted(Reason.DEADLINE));
            } else {
                blocked = blocks(runner.run(delivery, deadline));
            }
            deadline.clearStrayInterrupt(); // of a handler or a listener
        }
    }

    // C5: after a failure the rest of a message group must wait.
    private static boolean blocks(Outcome outcome) {
        return outcome instanceof Outcome.Poison poison
                ? poison.disposition() != Disposition.QUARANTINE_AND_GO_ON
                : outcome.reported();
    }
}

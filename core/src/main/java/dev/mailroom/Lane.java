package dev.mailroom;

import dev.mailroom.Outcome.NotStarted.Reason;

import java.util.List;

/** Records that are handled one after the other: those of a message group, or a single one. */
final class Lane {

    private final List<Delivery> records;

    Lane(List<Delivery> records) {
        this.records = records;
    }

    void run(RecordRunner runner, Deadline deadline) {
        run(0, records.size(), runner, deadline);
    }

    /** Runs the records from the start, inclusive, to the end, exclusive. */
    void run(int start, int end, RecordRunner runner, Deadline deadline) {
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

package dev.mailroom;

import java.time.Duration;
import java.util.List;

/**
 * What became of a batch: how many records had which outcome, and how long it took.
 *
 * @param done records whose handler returned
 * @param duplicate records whose effect had already happened
 * @param skipped records that nobody wanted
 * @param retry records that failed and are kept
 * @param poison records that can never succeed, the quarantined ones included
 * @param quarantined poison records that were moved to a dead-letter queue, and are deleted
 * @param notStarted records that were kept without being handled
 * @param duration from the start of the invocation to the last outcome, in whole milliseconds
 * @param remaining what was then left of the function's timeout
 */
public record BatchSummary(
        int done,
        int duplicate,
        int skipped,
        int retry,
        int poison,
        int quarantined,
        int notStarted,
        Duration duration,
        Duration remaining) {

    static BatchSummary of(List<Delivery> batch, Duration duration, Duration remaining) {
        int[] counts = new int[7];
        for (Delivery context : batch) {
            Outcome outcome = context.outcome();
            if (outcome instanceof Outcome.Done) {
                counts[0]++;
            } else if (outcome instanceof Outcome.Duplicate) {
                counts[1]++;
            } else if (outcome instanceof Outcome.Skipped) {
                counts[2]++;
            } else if (outcome instanceof Outcome.Retry) {
                counts[3]++;
            } else if (outcome instanceof Outcome.Poison poison) {
                counts[4]++;
                counts[5] += poison.quarantined() ? 1 : 0;
            } else if (outcome instanceof Outcome.NotStarted) {
                counts[6]++;
            }
        }
        return new BatchSummary(
                counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6],
                duration, remaining);
    }

    /**
     * Returns the size of the batch.
     *
     * @return the number of records
     */
    public int records() {
        return done + duplicate + skipped + retry + poison + notStarted;
    }

    /**
     * Returns how many records are reported to SQS, which keeps them.
     *
     * @return the number of reported records
     */
    public int reported() {
        return retry + poison - quarantined + notStarted;
    }

    boolean allReported() {
        return records() > 0 && reported() == records();
    }
}

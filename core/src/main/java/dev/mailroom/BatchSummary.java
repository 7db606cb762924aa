package dev.mailroom;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What became of a batch: how many records had which outcome, and how long it took.
 *
 * @param done records whose handler returned
 * @param duplicate records whose effect had already happened
 * @param skipped records for which there was nothing to do
 * @param retry records that failed and are kept
 * @param poison records that can never succeed, including the quarantined ones
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
        int done = 0;
        int duplicate = 0;
        int skipped = 0;
        int retry = 0;
        int poison = 0;
        int quarantined = 0;
        int notStarted = 0;
        for (Delivery delivery : batch) {
            Outcome outcome = requireNonNull(delivery.outcome(), "outcome");
            switch (outcome.kind()) {
                case DONE -> done++;
                case DUPLICATE -> duplicate++;
                case SKIPPED -> skipped++;
                case RETRY -> retry++;
                case POISON -> {
                    poison++;
                    quarantined += outcome.reported() ? 0 : 1;
                }
                case NOT_STARTED -> notStarted++;
            }
        }
        return new BatchSummary(
                done,
                duplicate,
                skipped,
                retry,
                poison,
                quarantined,
                notStarted,
                duration,
                remaining);
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

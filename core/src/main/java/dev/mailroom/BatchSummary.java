package dev.mailroom;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
        Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
        int quarantined = 0;
        for (Delivery delivery : batch) {
            Outcome outcome = requireNonNull(delivery.outcome(), "outcome");
            counts.merge(outcome.kind(), 1, Integer::sum);
            if (outcome.kind() == Outcome.Kind.POISON && !outcome.reported()) {
                quarantined++;
            }
        }
        return new BatchSummary(
                counts.getOrDefault(Outcome.Kind.DONE, 0),
                counts.getOrDefault(Outcome.Kind.DUPLICATE, 0),
                counts.getOrDefault(Outcome.Kind.SKIPPED, 0),
                counts.getOrDefault(Outcome.Kind.RETRY, 0),
                counts.getOrDefault(Outcome.Kind.POISON, 0),
                quarantined,
                counts.getOrDefault(Outcome.Kind.NOT_STARTED, 0),
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

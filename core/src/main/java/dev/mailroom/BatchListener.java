package dev.mailroom;

import java.util.List;

/**
 * Is told what happened to each record and each batch, for logs and metrics.
 *
 * <p>The default, {@link LoggingListener}, writes through SLF4J. A listener that throws never
 * changes an outcome: what it throws is logged. Implementations must be thread-safe where several
 * records or invocations run at once.
 */
@FunctionalInterface
public interface BatchListener {

    /**
     * Is called once for each record of a batch, when its outcome is known, in the thread that
     * settled it.
     *
     * @param delivery the record's delivery
     * @param outcome how it ended
     */
    void onOutcome(Delivery delivery, Outcome outcome);

    /**
     * Is called once for each batch, when all its records have their outcomes, before they are
     * reported. Does nothing by default.
     *
     * @param summary what became of the batch
     */
    default void onBatch(BatchSummary summary) {}

    /**
     * Is called once for each batch, in the same moment, for listeners that look at its records.
     * Calls {@link #onBatch(BatchSummary)} by default. A listener that passes on to another one
     * passes on this call, for not every listener hears the other.
     *
     * @param records the deliveries of the batch in its order, each with its outcome; unmodifiable
     * @param summary what became of the batch
     */
    default void onBatch(List<Delivery> records, BatchSummary summary) {
        onBatch(summary);
    }
}

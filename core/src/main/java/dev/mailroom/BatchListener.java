package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.BiFunction;

/**
 * Is told what happened to each record and each batch, for logs and metrics.
 *
 * <p>The default, {@link #logging()}, writes through SLF4J. A listener that throws never changes an
 * outcome: what it throws is logged. Implementations must be thread-safe where several records or
 * invocations run at once.
 */
@FunctionalInterface
public interface BatchListener {

    /**
     * Is called once for each record of a batch, when its outcome is known, in the thread that
     * settled it.
     *
     * @param context the record's delivery
     * @param outcome how it ended
     */
    void onOutcome(Delivery context, Outcome outcome);

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

    /**
     * Returns the listener that logs, by ids and causes but without a payload: failures as
     * warnings, a poison message or a wish for a later delivery in one line and everything else
     * with its stack; duplicates and skipped records as information; successes, records that were
     * not started, and stacks of what takes one line for debugging. How many records of a batch
     * were not started is one warning.
     *
     * @return the default listener
     */
    static BatchListener logging() {
        return new LoggingListener(BatchLog.LOG, (delivery, outcome) -> null);
    }

    /**
     * Returns a listener like {@link #logging()} whose lines carry fields, for logs that know what
     * to do with them.
     *
     * @param logger the name of the logger
     * @param fields makes what is handed to the logger besides the arguments of a line, or null
     * @return the listener
     */
    static BatchListener logging(
            String logger, BiFunction<Delivery, Outcome, @Nullable Object> fields) {
        return new LoggingListener(SafeLogger.named(logger), requireNonNull(fields, "fields"));
    }
}

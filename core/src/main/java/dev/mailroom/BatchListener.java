package dev.mailroom;

import java.util.List;

/**
 * Is told what happens to each record and each batch, for logs, metrics and traces.
 *
 * <p>The default, {@link LoggingListener}, writes through SLF4J. A listener that throws never
 * changes an outcome: what it throws is logged. Implementations must be thread-safe where several
 * records or invocations run at once.
 */
@FunctionalInterface
public interface BatchListener {

    /**
     * What a listener keeps open around a batch or a record, such as a trace's context.
     *
     * @see #onBatchStart
     * @see #onStart
     */
    @FunctionalInterface
    interface Scope {

        /** Nothing to close. */
        Scope NONE = () -> {};

        /** Is called once, in the thread that opened the scope. */
        void close();
    }

    /**
     * Is called once for each batch, before its first record, in the thread that Lambda calls. Does
     * nothing by default. A listener that delegates to another one must delegate this call.
     *
     * @param records the deliveries of the batch in its order; unmodifiable
     * @return what is closed in the same thread at the end of the batch, after {@link #onBatch} or
     *     when the batch fails
     */
    default Scope onBatchStart(List<Delivery> records) {
        return Scope.NONE;
    }

    /**
     * Is called once for each record whose handler is about to be called, in the handler's thread.
     * Does nothing by default. A listener that delegates to another one must delegate this call.
     *
     * @param delivery the record's delivery
     * @return what is closed in the same thread after the handler, the poison policy and {@link
     *     #onOutcome}; a handler that never ends never closes it
     */
    default Scope onStart(Delivery delivery) {
        return Scope.NONE;
    }

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
     * Is called once for each batch, at the same moment, for listeners that look at its records.
     * Calls {@link #onBatch(BatchSummary)} by default. A listener that delegates to another one
     * must delegate this call, because not every listener implements the other method.
     *
     * @param records the deliveries of the batch in its order, each with its outcome; unmodifiable
     * @param summary what became of the batch
     */
    default void onBatch(List<Delivery> records, BatchSummary summary) {
        onBatch(summary);
    }
}

package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/** Calls the user's listener, and logs whatever it throws. A mock returns null for a scope. */
final class SafeListener implements BatchListener {

    private final BatchListener listener;

    SafeListener(BatchListener listener) {
        this.listener = listener;
    }

    @Override
    public Scope onBatchStart(List<Delivery> records) {
        try {
            return requireNonNullElse(listener.onBatchStart(records), Scope.NONE);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn("A batch listener failed; the batch continues without it", e);
            return Scope.NONE;
        }
    }

    @Override
    public Scope onStart(Delivery delivery) {
        try {
            return requireNonNullElse(listener.onStart(delivery), Scope.NONE);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn(
                    "A batch listener failed; message {} is handled without it",
                    delivery.messageId(),
                    e);
            return Scope.NONE;
        }
    }

    void close(Scope scope) {
        try {
            scope.close();
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn("A batch listener failed to close what it had opened", e);
        }
    }

    @Override
    public void onOutcome(Delivery delivery, Outcome outcome) {
        try {
            listener.onOutcome(delivery, outcome);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn(
                    "A batch listener failed; the outcome of message {} stands",
                    delivery.messageId(),
                    e);
        }
    }

    @Override
    public void onBatch(List<Delivery> records, BatchSummary summary) {
        try {
            listener.onBatch(records, summary);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn("A batch listener failed; the report of the batch stands", e);
        }
    }
}

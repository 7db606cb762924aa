package dev.mailroom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** A listener of the user's, whatever it throws. */
final class SafeListener implements BatchListener {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    private final BatchListener listener;

    SafeListener(BatchListener listener) {
        this.listener = listener;
    }

    @Override
    public void onOutcome(Delivery context, Outcome outcome) {
        try {
            listener.onOutcome(context, outcome);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn(
                    "A batch listener failed; the outcome of message {} stands",
                    context.messageId(),
                    e);
        }
    }

    @Override
    public void onBatch(List<Delivery> records, BatchSummary summary) {
        try {
            listener.onBatch(records, summary);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("A batch listener failed; the report of the batch stands", e);
        }
    }
}

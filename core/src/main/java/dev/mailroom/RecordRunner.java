package dev.mailroom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a record to the handler and settles how it ended. */
final class RecordRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    private final RecordHandler handler;
    private final BatchListener listener;

    RecordRunner(RecordHandler handler, BatchListener listener) {
        this.handler = handler;
        this.listener = listener;
    }

    Outcome run(RecordContext context) {
        RecordMdc.put(context.record());
        try {
            Outcome outcome = handle(context);
            settle(context, outcome);
            return outcome;
        } finally {
            RecordMdc.clear();
        }
    }

    void settle(RecordContext context, Outcome outcome) {
        context.settle(outcome);
        try {
            listener.onOutcome(context, outcome);
        } catch (RuntimeException e) {
            LOG.warn(
                    "A batch listener failed; the outcome of message {} stands",
                    context.record().messageId(),
                    e);
        }
    }

    // An Error that is not caught here, such as OutOfMemoryError, fails the invocation: the whole
    // batch is retried (C1).
    private Outcome handle(RecordContext context) {
        try {
            handler.handle(context.record(), context);
            return context.onReturn();
        } catch (PoisonMessageException e) {
            return new Outcome.Poison(e);
        } catch (RetryLaterException e) {
            return new Outcome.Retry(e, e.after());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Retry(e, null);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return new Outcome.Retry(e, null);
        }
    }
}

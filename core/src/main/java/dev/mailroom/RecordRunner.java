package dev.mailroom;

import static java.util.Objects.requireNonNull;

import dev.mailroom.PoisonPolicy.Disposition;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a record to the handler and settles how it ended. */
final class RecordRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    private static final Outcome DEADLINE =
            new Outcome.NotStarted(Outcome.NotStarted.Reason.DEADLINE);

    private final RecordHandler handler;
    private final PoisonPolicy poisonPolicy;
    private final BatchListener listener;

    RecordRunner(RecordHandler handler, PoisonPolicy poisonPolicy, BatchListener listener) {
        this.handler = handler;
        this.poisonPolicy = poisonPolicy;
        this.listener = listener;
    }

    Outcome run(Delivery context) {
        if (!context.start()) {
            return DEADLINE; // the batch was closed meanwhile, and has settled it
        }
        RecordMdc.put(context.record());
        try {
            Outcome outcome = context.during(() -> handle(context));
            settle(context, outcome);
            return outcome;
        } finally {
            RecordMdc.clear();
        }
    }

    void settle(Delivery context, Outcome outcome) {
        if (!context.settle(outcome)) {
            warnOfLateEnd(context, outcome);
            return;
        }
        listener.onOutcome(context, outcome);
    }

    private static void warnOfLateEnd(Delivery context, Outcome outcome) {
        if (context.started()) {
            String id = context.messageId();
            LOG.warn(
                    "Message {} ended as {} after it was reported as {}",
                    id,
                    outcome,
                    context.outcome());
        }
    }

    // An Error that is not caught here, such as OutOfMemoryError, fails the invocation: the whole
    // batch is retried (C1).
    private Outcome handle(Delivery context) {
        try {
            handler.handle(context.record(), context);
            return context.onReturn();
        } catch (PoisonMessageException e) {
            return new Outcome.Poison(e, dispose(context, e));
        } catch (RetryLaterException e) {
            return new Outcome.Retry(e, e.after());
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return new Outcome.Retry(e, null);
        }
    }

    private Disposition dispose(Delivery context, PoisonMessageException cause) {
        try {
            return requireNonNull(poisonPolicy.dispose(context, cause), "the policy's disposition");
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            String id = context.messageId();
            LOG.warn("Message {} is poison and could not be quarantined; it is reported", id, e);
            return Disposition.REPORT;
        }
    }
}

package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import static java.util.Objects.requireNonNull;

/** Hands a record to the handler and settles how it ended. */
final class RecordRunner {

    private static final Outcome DEADLINE =
            new Outcome.NotStarted(Outcome.NotStarted.Reason.DEADLINE);

    private final RecordHandler handler;
    private final PoisonPolicy poisonPolicy;
    private final SafeListener listener;

    RecordRunner(RecordHandler handler, PoisonPolicy poisonPolicy, SafeListener listener) {
        this.handler = handler;
        this.poisonPolicy = poisonPolicy;
        this.listener = listener;
    }

    Outcome run(Delivery delivery, Deadline deadline) {
        if (!delivery.start()) {
            return DEADLINE; // the batch was closed in the meantime, and has settled it
        }
        return delivery.during(
                () -> {
                    BatchListener.Scope scope = listener.onStart(delivery);
                    deadline.clearStrayInterrupt();
                    try {
                        Outcome outcome = handle(delivery, deadline);
                        deadline.clearStrayInterrupt();
                        settle(delivery, outcome);
                        return outcome;
                    } finally {
                        listener.close(scope);
                    }
                });
    }

    void settle(Delivery delivery, Outcome outcome) {
        if (!settleUnlessEnded(delivery, outcome) && delivery.started()) {
            LOG.warn(
                    "Message {} ended as {} after it was reported as {}",
                    delivery.messageId(),
                    outcome.kind(),
                    requireNonNull(delivery.outcome()).kind());
        }
    }

    /** Settles a record that was left behind; if it ends in the meantime, its own end counts. */
    boolean settleUnlessEnded(Delivery delivery, Outcome outcome) {
        if (!delivery.settle(outcome)) {
            return false;
        }
        return Delivery.current() == delivery
                ? tell(delivery, outcome)
                : delivery.during(() -> tell(delivery, outcome));
    }

    private boolean tell(Delivery delivery, Outcome outcome) {
        listener.onOutcome(delivery, outcome);
        return true;
    }

    // A fatal error fails the invocation: the whole batch is retried (C1).
    private Outcome handle(Delivery delivery, Deadline deadline) {
        try {
            handler.handle(delivery.record(), delivery);
            return delivery.onReturn();
        } catch (PoisonMessageException e) {
            return new Outcome.Poison(e, dispose(delivery, e, deadline));
        } catch (RetryLaterException e) {
            return new Outcome.Retry(e, e.after());
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            return new Outcome.Retry(e, null);
        }
    }

    private Disposition dispose(
            Delivery delivery, PoisonMessageException cause, Deadline deadline) {
        deadline.clearStrayInterrupt();
        if (deadline.reached()) {
            return Disposition
                    .REPORT; // too little time is left to be sure that it is safe elsewhere
        }
        try {
            return requireNonNull(
                    poisonPolicy.dispose(delivery, cause), "the policy's disposition");
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            String id = delivery.messageId();
            LOG.warn("Message {} is poison and could not be quarantined; it is reported", id, e);
            return Disposition.REPORT;
        }
    }
}

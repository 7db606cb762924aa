package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How the handling of one record ended. Each record of a batch ends in exactly one outcome.
 *
 * <p>All outcomes are immutable.
 */
public sealed interface Outcome {

    /**
     * Tells whether the message is reported to SQS as failed, so that SQS keeps it. What is not
     * reported is deleted.
     *
     * @return whether SQS keeps the message
     */
    boolean reported();

    /** The handler returned: the message is deleted. */
    record Done() implements Outcome {
        @Override
        public boolean reported() {
            return false;
        }
    }

    /** The effect had already happened: a success, the message is deleted. */
    record Duplicate() implements Outcome {
        @Override
        public boolean reported() {
            return false;
        }
    }

    /**
     * Nobody wanted the event, and that was allowed: the message is deleted.
     *
     * @param reason why it was skipped
     */
    record Skipped(String reason) implements Outcome {
        @Override
        public boolean reported() {
            return false;
        }
    }

    /**
     * The handler failed: SQS keeps the message and delivers it again.
     *
     * @param cause what the handler threw
     * @param after the wished delay, or null for the queue's visibility timeout
     */
    record Retry(Throwable cause, @Nullable Duration after) implements Outcome {
        @Override
        public boolean reported() {
            return true;
        }
    }

    /**
     * The message can never succeed. SQS keeps it until the redrive policy moves it to the
     * dead-letter queue, unless the poison policy has put it into quarantine: then it is deleted.
     *
     * @param cause why it can never succeed
     * @param disposition what the poison policy did with it
     */
    record Poison(PoisonMessageException cause, PoisonPolicy.Disposition disposition)
            implements Outcome {

        /**
         * Creates the outcome.
         *
         * @param cause why the message can never succeed
         * @param disposition what the poison policy did with it
         */
        public Poison {
            requireNonNull(cause, "cause");
            requireNonNull(disposition, "disposition"); // null would pass for quarantined
        }

        @Override
        public boolean reported() {
            return !quarantined();
        }

        /**
         * Tells whether the message was put into quarantine.
         *
         * @return whether it is safe elsewhere
         */
        public boolean quarantined() {
            return disposition != PoisonPolicy.Disposition.REPORT;
        }
    }

    /**
     * The handler was never called: SQS keeps the message and delivers it again.
     *
     * @param reason why not
     */
    record NotStarted(Reason reason) implements Outcome {

        /** Why a record was not started. */
        public enum Reason {
            /** Too little time was left, or the invocation was interrupted. */
            DEADLINE,
            /** An earlier record of the same message group failed, and order must be kept. */
            EARLIER_FAILURE_IN_GROUP
        }

        @Override
        public boolean reported() {
            return true;
        }
    }
}

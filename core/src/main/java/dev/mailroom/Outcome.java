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
     * Returns which kind of end it was.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Tells whether the message is reported to SQS as failed, so that SQS keeps it. What is not
     * reported is deleted.
     *
     * @return whether SQS keeps the message
     */
    default boolean reported() {
        return kind().reported;
    }

    /**
     * Returns what made the record fail.
     *
     * @return the cause, or null if it did not fail
     */
    default @Nullable Throwable cause() {
        return null;
    }

    /**
     * Returns why the record ended so, in one line of at most 1,000 characters, without values of
     * the payload as far as exceptions keep them out of their texts.
     *
     * @return the reason, or null if there is nothing to say
     */
    default @Nullable String why() {
        Throwable cause = cause();
        return cause == null ? null : FailureText.of(cause);
    }

    /** The kinds of outcomes, in the order in which they are shown. */
    enum Kind {
        /** {@link Outcome.Done}. */
        DONE("Done", false),
        /** {@link Outcome.Duplicate}. */
        DUPLICATE("Duplicate", false),
        /** {@link Outcome.Skipped}. */
        SKIPPED("Skipped", false),
        /** {@link Outcome.Retry}. */
        RETRY("Retry", true),
        /** {@link Outcome.Poison}. */
        POISON("Poison", true),
        /** {@link Outcome.NotStarted}. */
        NOT_STARTED("NotStarted", true);

        private final String text;
        private final boolean reported;

        Kind(String text, boolean reported) {
            this.text = text;
            this.reported = reported;
        }

        /** Returns the name of the kind in metrics and logs, such as {@code NotStarted}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The handler returned: the message is deleted. */
    record Done() implements Outcome {
        @Override
        public Kind kind() {
            return Kind.DONE;
        }
    }

    /** The effect had already happened: a success, the message is deleted. */
    record Duplicate() implements Outcome {
        @Override
        public Kind kind() {
            return Kind.DUPLICATE;
        }

        @Override
        public String why() {
            return "its effect had already happened";
        }
    }

    /**
     * There was nothing to do for this record: the message is deleted.
     *
     * @param reason why it was skipped
     */
    record Skipped(String reason) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.SKIPPED;
        }

        @Override
        public String why() {
            return reason;
        }
    }

    /**
     * The handler failed: SQS keeps the message and delivers it again.
     *
     * @param cause what the handler threw
     * @param after the requested delay, or null for the queue's visibility timeout
     */
    record Retry(Throwable cause, @Nullable Duration after) implements Outcome {

        /**
         * Creates the outcome.
         *
         * @param cause what the handler threw
         * @param after the requested delay, or null for the queue's visibility timeout
         */
        public Retry {
            requireNonNull(cause, "cause");
        }

        @Override
        public Kind kind() {
            return Kind.RETRY;
        }
    }

    /**
     * The message can never succeed. SQS keeps it until the redrive policy moves it to the
     * dead-letter queue, unless the poison policy has put it into quarantine: then it is deleted.
     *
     * @param cause why it can never succeed
     * @param disposition what the poison policy did with it
     */
    record Poison(PoisonMessageException cause, Disposition disposition) implements Outcome {

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
        public Kind kind() {
            return Kind.POISON;
        }

        @Override
        public String why() {
            String reason = FailureText.of(cause);
            return quarantined() ? "quarantined: " + reason : reason;
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
            return disposition != Disposition.REPORT;
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
        public Kind kind() {
            return Kind.NOT_STARTED;
        }

        @Override
        public String why() {
            return reason.toString();
        }
    }
}

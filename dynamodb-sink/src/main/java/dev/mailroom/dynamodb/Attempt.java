package dev.mailroom.dynamodb;

import dev.mailroom.MailroomException;
import dev.mailroom.WriteResult;

import java.util.function.Supplier;

/**
 * What one request did for one write.
 *
 * @param <R> the result of the write
 */
sealed interface Attempt<R> {

    /** Returns the result of the write, or throws why it failed. */
    R result();

    /** Returns this attempt, or the other one if this decided nothing. */
    default Attempt<R> orIfUndecided(Supplier<Attempt<R>> other) {
        return this;
    }

    /** The write is over, with this result. */
    record Settled<R>(R result) implements Attempt<R> {

        static final Attempt<WriteResult> WRITTEN = new Settled<>(WriteResult.WRITTEN);
        static final Attempt<WriteResult> DUPLICATE = new Settled<>(WriteResult.DUPLICATE);
    }

    /** The failure is transient: another attempt may succeed. */
    record Again<R>(MailroomException cause) implements Attempt<R> {
        @Override
        public R result() {
            throw cause;
        }
    }

    /** Another attempt would end the same way. */
    record Failed<R>(MailroomException cause) implements Attempt<R> {
        @Override
        public R result() {
            throw cause;
        }
    }

    /** Only a conditional request for this write alone can tell. */
    record Undecided<R>() implements Attempt<R> {
        @Override
        public R result() {
            throw new IllegalStateException("an undecided write is put alone");
        }

        @Override
        public Attempt<R> orIfUndecided(Supplier<Attempt<R>> other) {
            return other.get();
        }
    }
}

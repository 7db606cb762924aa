package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Guards an effect that a {@link Sink} cannot make, such as a mail or a payment, so that it happens
 * once for each key.
 *
 * <p>The guard locks the key, runs the effect, and marks the key as completed. While one caller
 * holds the lock, others are told to retry later; when the holder dies, its lock expires and the
 * next delivery takes over. An effect therefore happens at least once, and never twice at the same
 * time. It happens again only if its caller dies, or cannot reach the guard's store, between the
 * effect and its completion: give the receiver the key too, if it can use one.
 *
 * <p>Implementations are thread-safe.
 */
public interface IdempotencyGuard extends Primable {

    /**
     * Runs the effect unless it has already been completed for the key.
     *
     * @param key identifies the effect: the event's id or a business key, in the scope of the
     *     effect
     * @param delivery the delivery that is being handled; the lock lasts as long as its invocation
     *     can take
     * @param effect the effect
     * @return {@link WriteResult#WRITTEN} if this call ran it, {@link WriteResult#DUPLICATE} if it
     *     had been completed
     * @throws RetryLaterException if another caller is running the effect now; the retry is due
     *     when that caller's lock expires
     * @throws SinkException if the lock cannot be taken, or the effect cannot be marked as
     *     completed
     * @throws Exception what the effect throws; the lock is released, so that the next delivery
     *     tries again
     */
    default WriteResult runOnce(IdempotencyKey key, Delivery delivery, Effect effect)
            throws Exception {
        requireNonNull(effect, "effect");
        EffectWithResult withoutResult =
                () -> {
                    effect.run();
                    return null;
                };
        return callOnce(key, delivery, withoutResult).result();
    }

    /**
     * Runs the effect like {@link #runOnce} and keeps what it returns, so that every later call for
     * the key gets the same: the number of a payment, for example.
     *
     * @param key identifies the effect
     * @param delivery the delivery that is being handled; the lock lasts as long as its invocation
     *     can take
     * @param effect the effect
     * @return whether this call ran it, and what it returned when it ran
     * @throws RetryLaterException if another caller is running the effect now
     * @throws SinkException if the lock cannot be taken, or the effect cannot be marked as
     *     completed
     * @throws Exception what the effect throws; the lock is released
     */
    Completion callOnce(IdempotencyKey key, Delivery delivery, EffectWithResult effect)
            throws Exception;

    /** Something that happens outside the guard's store. */
    @FunctionalInterface
    interface Effect {

        /**
         * Makes the effect.
         *
         * @throws Exception if it did not happen
         */
        void run() throws Exception;
    }

    /** Something that happens outside the guard's store and returns what to remember of it. */
    @FunctionalInterface
    interface EffectWithResult {

        /**
         * Makes the effect.
         *
         * @return what every later call for the key is told, or null for nothing
         * @throws Exception if it did not happen
         */
        @Nullable String call() throws Exception;
    }

    /**
     * How a guarded effect stands once {@link #callOnce} returns: it has happened.
     *
     * @param result {@link WriteResult#WRITTEN} if that call ran it, {@link WriteResult#DUPLICATE}
     *     if it had been completed
     * @param value what the effect returned when it ran, or null
     */
    record Completion(WriteResult result, @Nullable String value) {}
}

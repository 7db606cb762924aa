package dev.mailroom;

/**
 * Stores items idempotently: one key, one item, whatever is delivered twice.
 *
 * <p>Implementations are thread-safe.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface Sink<T> extends Primable {

    /**
     * Writes the item unless one of the same key has already been written.
     *
     * @param key identifies the effect: the event's id or a business key, never the SQS message id
     * @param item what to store
     * @return whether this call wrote it
     * @throws SinkException if it is not known to be written; the record must then be retried, so
     *     let it pass
     * @throws PoisonMessageException if the item can never be stored; an {@link
     *     IdempotencyConflictException} if the sink finds other content under the same key
     */
    WriteResult write(IdempotencyKey key, T item);

    /**
     * Writes like {@link #write(IdempotencyKey, Object)} and tells the delivery if it was a
     * duplicate. A sink that retries does so as long as the delivery's invocation has time for it.
     *
     * @param key identifies the effect
     * @param item what to store
     * @param delivery the delivery that is being handled
     * @return whether this call wrote it
     * @throws SinkException if it is not known to be written
     * @throws PoisonMessageException if the item can never be stored
     */
    default WriteResult write(IdempotencyKey key, T item, Delivery delivery) {
        WriteResult result = write(key, item);
        if (result == WriteResult.DUPLICATE) {
            delivery.duplicate();
        }
        return result;
    }
}

package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

/** A sink that retries transient failures. */
abstract sealed class RepeatingSink<T> implements Sink<T>
        permits DynamoDbSink, DynamoDbTransactionalSink {

    private final Retries retries;

    RepeatingSink(Retries retries) {
        this.retries = retries;
    }

    /**
     * Writes the item unless its key has been written. Within a handler this takes no longer than
     * the {@linkplain Delivery#current() current delivery} has time, elsewhere 3 seconds at most;
     * transient failures are retried for that long, and a request that is still under way then is
     * aborted.
     *
     * @throws SinkException if the item is not known to be written; the text names the table, its
     *     key attribute and what to fix
     * @throws PoisonMessageException if no table could store the key or the item
     * @throws IllegalArgumentException if this sink cannot write such an item
     */
    @Override
    public final WriteResult write(IdempotencyKey key, T item) {
        return write(key, item, retries.timeLeft());
    }

    /**
     * Writes the item unless its key has been written, retries transient failures as long as the
     * delivery has time, and tells the delivery of a duplicate.
     *
     * @throws SinkException if the item is not known to be written; the text names the table, its
     *     key attribute and what to fix
     * @throws PoisonMessageException if no table could store the key or the item
     * @throws IllegalArgumentException if this sink cannot write such an item
     */
    @Override
    public final WriteResult write(IdempotencyKey key, T item, Delivery context) {
        WriteResult result = write(key, item, TimeLimit.of(context));
        if (result == WriteResult.DUPLICATE) {
            context.duplicate();
        }
        return result;
    }

    /** Loads what the SDK needs for a {@code PutItem}, except the connection; sends nothing. */
    @Override
    public final void prime() {
        var unused = SampleRequest.send();
    }

    private WriteResult write(IdempotencyKey key, T item, TimeLimit timeLeft) {
        return retries.settle(
                timeLeft,
                prepare(requireNonNull(key, "key"), requireNonNull(item, "item"), timeLeft));
    }

    /** Makes the request that is sent as often as it takes: the same each time. */
    abstract Retries.Request<WriteResult> prepare(IdempotencyKey key, T item, TimeLimit timeLeft);
}

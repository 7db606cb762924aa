package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Makes several writes to DynamoDB, which can be updates, together and once for each key.
 *
 * <p>A marker, an item that is the key alone, is put on the condition that no item has that key,
 * and the writes are made in the same {@code TransactWriteItems}: all of it happens, or nothing
 * (permissions {@code dynamodb:PutItem} for the markers, and what the writes need). That is one
 * request for each record, at twice the write units.
 *
 * <p>A transaction that conflicts with another one, or is throttled, is retried after a pause, as
 * long as the delivery has time (the {@linkplain Delivery#current() current} one if none is given);
 * outside a handler for at most 3 seconds. Retries carry the same token, so an earlier attempt of
 * the same call that took effect is {@link WriteResult#WRITTEN}, also if its response was lost.
 *
 * <p>A condition of the writes that does not hold is a {@link TransactionConditionFailedException}.
 * What can never succeed is not sent: more than 99 writes, or two to one item, are an {@link
 * IllegalArgumentException}; an item that no table could store, or more than 4 MB in all, is a
 * {@link PoisonMessageException}. Two puts to one item are only detected if another write reveals
 * the key of their table, or if the puts are equal.
 *
 * <p>Thread-safe if the function that makes the writes is.
 *
 * @param <T> the type of what is written
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html">TransactWriteItems</a>
 */
public final class DynamoDbTransactionalSink<T> extends RepeatingSink<T> {

    private final Table table;
    private final TableKey<T> key;
    private final Function<? super T, List<TransactWriteItem>> writes;
    private final AbsentKey absent;

    private DynamoDbTransactionalSink(
            Builder<T> builder,
            TableKey<T> key,
            Function<? super T, List<TransactWriteItem>> writes) {
        super(builder.retries);
        this.table = builder.table(key);
        this.key = key;
        this.writes = writes;
        this.absent = builder.absentKey(key);
    }

    /**
     * Starts building a sink.
     *
     * @param markerTable the name or the ARN of the table that holds the markers; the writes may go
     *     to any tables
     * @param <T> the type of what is written
     * @return a builder with the defaults
     * @throws IllegalArgumentException if DynamoDB allows no such table name
     */
    public static <T> Builder<T> builder(String markerTable) {
        return new Builder<>(markerTable);
    }

    @Override
    Retries.Request<WriteResult> prepare(IdempotencyKey key, T item, TimeLimit timeLeft) {
        Transaction transaction = transaction(key, item);
        transaction.requirePossible();
        TransactWriteItemsRequest request =
                TransactWriteItemsRequest.builder()
                        .transactItems(transaction.all())
                        .clientRequestToken(UUID.randomUUID().toString())
                        .build();
        return () -> send(request, transaction, timeLeft);
    }

    private Transaction transaction(IdempotencyKey idempotencyKey, T item) {
        List<TransactWriteItem> all = new ArrayList<>();
        Put marker = marker(key.of(idempotencyKey, item));
        all.add(TransactWriteItem.builder().put(marker).build());
        all.addAll(writes.apply(item));
        return new Transaction(table.failures.where, key.attributes(), all);
    }

    private Put marker(Map<String, AttributeValue> key) {
        Instant now = absent.now();
        Map<String, AttributeValue> marker = new HashMap<>(key);
        absent.putExpiry(marker, now);
        return Put.builder()
                .tableName(table.name)
                .item(marker)
                .conditionExpression(absent.condition())
                .expressionAttributeNames(absent.names())
                .expressionAttributeValues(absent.values(now))
                .build();
    }

    private Attempt<WriteResult> send(
            TransactWriteItemsRequest request, Transaction transaction, TimeLimit timeLeft) {
        try {
            table.client.transactWriteItems(
                    request.toBuilder().overrideConfiguration(table.within(timeLeft)).build());
            return Attempt.Settled.WRITTEN;
        } catch (TransactionCanceledException e) {
            return new Cancellation(transaction, e).attempt();
        } catch (SdkException e) {
            return table.failures.judgeTransaction(e, transaction.description());
        }
    }

    /**
     * Builds {@link DynamoDbTransactionalSink} instances. Defaults:
     *
     * <ul>
     *   <li>the client is {@link DynamoDbClient#create()}: region and credentials of the
     *       environment;
     *   <li>markers never expire;
     *   <li>the clock is the system's, in UTC.
     * </ul>
     *
     * <p>The key attribute and the writes have no default. Not thread-safe.
     *
     * @param <T> the type of what is written
     */
    public static final class Builder<T> extends SinkBuilder<T, Builder<T>> {

        private @Nullable Function<? super T, List<TransactWriteItem>> writes;

        private Builder(String table) {
            super(table);
        }

        /**
         * Sets what is written for an item: puts, updates, deletes and condition checks, at most 99
         * and no item twice, the marker included. Replaces an earlier function.
         *
         * @param writes makes the writes of an item; called once for each item
         * @return this builder
         */
        public Builder<T> writes(Function<? super T, List<TransactWriteItem>> writes) {
            this.writes = requireNonNull(writes, "writes");
            return this;
        }

        /**
         * Builds the sink. It sends no request.
         *
         * @return the sink
         * @throws IllegalStateException if the key attribute or the writes are not set, or if one
         *     attribute has two roles among key, sort key and expiry, or if no client is set and
         *     the environment names no region
         */
        public DynamoDbTransactionalSink<T> build() {
            TableKey<T> key = tableKey();
            if (key == null || writes == null) {
                throw new IllegalStateException(
                        "the transactional sink of table "
                                + table
                                + " needs its key attribute and its writes: call key(...) and writes(...)");
            }
            requireDistinct(roles());
            return new DynamoDbTransactionalSink<>(this, key, writes);
        }

        @Override
        Builder<T> self() {
            return this;
        }
    }
}

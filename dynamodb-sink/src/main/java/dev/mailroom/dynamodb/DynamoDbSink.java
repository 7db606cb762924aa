package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Stores items in a DynamoDB table, each key once: the item is the effect.
 *
 * <p>An item is anything that Jackson writes as a JSON object. Strings, numbers (exact), booleans,
 * lists, maps and binary data become attributes of DynamoDB's own types, sets become lists, {@code
 * java.time} values become ISO-8601 strings, with the name of the zone if they have one; properties
 * that are null are left out. The idempotency key is stored in the key attribute, unless the
 * {@linkplain Builder key} is set differently.
 *
 * <p>A write that nothing else runs alongside is one {@code PutItem} on the condition that no item
 * has that key (permission {@code dynamodb:PutItem}). Writes that other lanes make while a request
 * is under way gather, and up to 25 of them leave together as one {@code BatchExecuteStatement}
 * (permission {@code dynamodb:PartiQLInsert}); each has an outcome of its own. Where the table is
 * named by an ARN, or {@link Builder#groupCommit groupCommit} is switched off, each write is a
 * {@code PutItem}.
 *
 * <p>Throttled writes and transient failures are retried after a pause, as long as the delivery has
 * time (the {@linkplain Delivery#current() current} one if none is given); outside a handler for at
 * most 3 seconds.
 *
 * <p>{@link WriteResult#DUPLICATE} is also the answer when an earlier attempt of this very call
 * took effect but its response was lost. Either way the item is there, so do not let an effect
 * elsewhere depend on {@link WriteResult#WRITTEN}.
 *
 * <p>What no table could store is a {@link PoisonMessageException}, such as a number of more than
 * 38 digits, text that UTF-8 cannot encode, lists and maps nested more than 32 levels deep, or an
 * item of more than 400 KB. With {@linkplain Builder#fingerprint fingerprints}, a key with other
 * content is an {@link IdempotencyConflictException}, which is poison too. An {@link
 * IllegalArgumentException} means that the code needs a fix, and the record is retried: the item
 * has a value of its own for the key attribute that is not the key, or any value for the expiry or
 * the fingerprint, or Jackson does not write it as an object or cannot write it at all.
 *
 * <p>Thread-safe. A lane that waits for others stops waiting when it is interrupted or its record's
 * time is over; a write that was not sent by then is never sent. A request ends with the time of
 * the record that sends it.
 *
 * @param <T> the type of the items
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html">PutItem</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html">BatchExecuteStatement</a>
 */
public final class DynamoDbSink<T> extends RepeatingSink<T> {

    private final ItemWriter<T> writer;
    private final InsertRequests inserts;
    private final @Nullable GroupCommit<NewItem, WriteResult> together;

    private DynamoDbSink(Builder<T> builder, TableKey<T> key) {
        super(builder.retries);
        Table table = builder.table(key);
        Fingerprint fingerprint = builder.fingerprint(key);
        AttributeMapper attributes = new AttributeMapper(builder.mapper);
        AbsentKey absent = builder.absentKey(key);
        this.writer = new ItemWriter<>(table.name, key, attributes, absent, fingerprint);
        boolean duplicateIsFinal = builder.timeToLive == null && fingerprint == null;
        this.inserts =
                new InsertRequests(table, fingerprint, duplicateIsFinal, builder.onGroupCommit);
        this.together = builder.groupCommit ? new GroupCommit<>(inserts) : null;
    }

    /**
     * Starts building a sink of items of a class. A class that the mapper can never write is
     * refused by {@link Builder#build}.
     *
     * @param table the name or the ARN of the table
     * @param type the class of the items
     * @param <T> the type of the items
     * @return a builder with the defaults
     * @throws IllegalArgumentException if DynamoDB allows no such table name
     */
    public static <T> Builder<T> builder(String table, Class<T> type) {
        return new Builder<>(table, requireNonNull(type, "type"));
    }

    /**
     * Starts building a sink of items whose type no class describes, such as maps.
     *
     * @param table the name or the ARN of the table
     * @param <T> the type of the items
     * @return a builder with the defaults
     * @throws IllegalArgumentException if DynamoDB allows no such table name
     */
    public static <T> Builder<T> builder(String table) {
        return new Builder<>(table, null);
    }

    @Override
    Retries.Request<WriteResult> prepare(IdempotencyKey key, T item, TimeLimit timeLeft) {
        NewItem prepared = writer.prepare(key, item);
        return () -> send(prepared, timeLeft);
    }

    private Attempt<WriteResult> send(NewItem item, TimeLimit timeLeft)
            throws InterruptedException {
        if (together == null || item.statement() == null) {
            return inserts.put(item, timeLeft);
        }
        return together.commit(item, timeLeft).orIfUndecided(() -> inserts.put(item, timeLeft));
    }

    /** How many lanes wait for a request that is under way. */
    int waiting() {
        return together == null ? 0 : together.waiting();
    }

    /**
     * Builds {@link DynamoDbSink} instances. Defaults:
     *
     * <ul>
     *   <li>the client is {@link DynamoDbClient#create()}: region and credentials of the
     *       environment;
     *   <li>items never expire;
     *   <li>items have no fingerprint: the same key is the same content;
     *   <li>group commit is on, and its requests have no listener;
     *   <li>the mapper writes {@code java.time} values as ISO-8601 strings;
     *   <li>the clock is the system's, in UTC.
     * </ul>
     *
     * <p>The key attribute has no default; without {@code sortKey} the table has no sort key. Not
     * thread-safe.
     *
     * @param <T> the type of the items
     */
    public static final class Builder<T> extends SinkBuilder<T, Builder<T>> {

        private @Nullable String fingerprint;
        private Set<String> volatileAttributes = Set.of();
        private boolean groupCommit = true;
        private IntConsumer onGroupCommit = writes -> {};
        private ObjectMapper mapper = AttributeMapper.defaultMapper();
        private final @Nullable Class<T> type;

        private Builder(String table, @Nullable Class<T> type) {
            super(table);
            this.type = type;
        }

        /**
         * Detects conflicts: each item is stored with a fingerprint of its content, and a write of
         * the same key with another fingerprint is an {@link IdempotencyConflictException} instead
         * of a duplicate. The key and the expiry are not content; an item stored without a
         * fingerprint is never in conflict. A write whose key is in use then takes up to two
         * requests. Replaces an earlier setting.
         *
         * @param attribute the name of the attribute that holds the fingerprint (SHA-256, in hex)
         * @param volatileAttributes attributes that may differ between two deliveries of the same
         *     event, such as the time of receipt
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder<T> fingerprint(String attribute, String... volatileAttributes) {
            this.fingerprint = Names.requireAttribute("fingerprint attribute", attribute);
            this.volatileAttributes = Set.of(volatileAttributes);
            return this;
        }

        /**
         * Sets whether writes that are made at the same time share a request. Switch it off if the
         * function's role lacks {@code dynamodb:PartiQLInsert}: each write is then a request of its
         * own. Replaces an earlier setting.
         *
         * @param on whether they do
         * @return this builder
         */
        public Builder<T> groupCommit(boolean on) {
            this.groupCommit = on;
            return this;
        }

        /**
         * Sets the listener that is told how many writes (1 to 25) each request of a group commit
         * holds, before it is sent. Retried writes are counted again; a write that must then be put
         * alone, such as over an expired item, is not. Replaces an earlier listener.
         *
         * @param writes a metric, for example; called by the lane that sends, so it must be
         *     thread-safe and quick; what it throws is logged and changes nothing
         * @return this builder
         */
        public Builder<T> onGroupCommit(IntConsumer writes) {
            this.onGroupCommit = requireNonNull(writes, "writes");
            return this;
        }

        /**
         * Sets the mapper that writes items. Replaces an earlier mapper.
         *
         * @param mapper the mapper; do not change it afterwards
         * @return this builder
         */
        public Builder<T> mapper(ObjectMapper mapper) {
            this.mapper = requireNonNull(mapper, "mapper");
            return this;
        }

        /** The key and the expiry say nothing about an item's content. */
        private @Nullable Fingerprint fingerprint(TableKey<T> key) {
            if (fingerprint == null) {
                return null;
            }
            Set<String> without = new HashSet<>(volatileAttributes);
            without.addAll(key.attributes());
            if (timeToLive != null) {
                without.add(timeToLive.attribute);
            }
            return new Fingerprint(fingerprint, without);
        }

        /**
         * Builds the sink. It sends no request.
         *
         * @return the sink
         * @throws IllegalStateException if the key attribute is not set, or if one attribute has
         *     two roles among key, sort key, expiry and fingerprint, or if no client is set and the
         *     environment names no region
         * @throws IllegalArgumentException if the mapper can never write items of their class
         */
        public DynamoDbSink<T> build() {
            TableKey<T> key = tableKey();
            if (key == null) {
                throw new IllegalStateException(
                        "the sink of table " + table + " needs its key attribute: call key(...)");
            }
            if (type != null) {
                ItemType.requireWritable(type, mapper);
            }
            Map<String, @Nullable String> roles = roles();
            roles.put("the fingerprint", fingerprint);
            requireDistinct(roles);
            return new DynamoDbSink<>(this, key);
        }

        @Override
        Builder<T> self() {
            return this;
        }
    }
}

package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.RecordContext;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores items in a DynamoDB table, each key once: the item is the effect.
 *
 * <p>An item is anything that Jackson writes as a JSON object. Strings, numbers (exact), booleans,
 * lists, maps and binary data become attributes of DynamoDB's own types, {@code java.time} values
 * ISO-8601 strings; properties that are null are left out. The idempotency key is stored in the key
 * attribute.
 *
 * <p>A write that no other one is made beside is one {@code PutItem} on the condition that no item
 * has that key (permission {@code dynamodb:PutItem}). Writes of other lanes that come while a
 * request is under way gather, and leave together, up to 25, as one {@code BatchExecuteStatement}
 * (permission {@code dynamodb:PartiQLInsert}); each has an outcome of its own. Where the table is
 * named by an ARN, or {@link Builder#groupCommit groupCommit} is switched off, each write is a
 * {@code PutItem}.
 *
 * <p>What DynamoDB throttles or fails in passing is repeated after a pause, as long as the record's
 * invocation has time; without a {@link RecordContext} for at most 3 seconds.
 *
 * <p>{@link WriteResult#DUPLICATE} is also the answer when an earlier attempt of this very call
 * took effect but its response was lost. Either way the item is there; do not hang an effect
 * elsewhere on {@link WriteResult#WRITTEN}.
 *
 * <p>Thread-safe. An interrupted lane leaves at once, and what it had not sent by then is not sent.
 *
 * @param <T> the type of the items
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html">PutItem</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html">BatchExecuteStatement</a>
 */
public final class DynamoDbSink<T> implements Sink<T> {

    private final ItemWriter writer;
    private final PutInsert alone;
    private final @Nullable GroupCommit together;
    private final Retries retries;

    private DynamoDbSink(Builder<T> builder, DynamoDbClient client, String key) {
        Fingerprint fingerprint = builder.fingerprint(key);
        this.writer =
                new ItemWriter(
                        builder.table,
                        new AttributeMapper(builder.mapper),
                        new AbsentKey(key, builder.timeToLive, builder.clock),
                        fingerprint);
        WriteFailures failures = new WriteFailures(builder.table, key);
        CallTimeout timeout = CallTimeout.of(client);
        this.alone = new PutInsert(client, failures, timeout, fingerprint);
        boolean duplicateIsFinal = builder.timeToLive == null && fingerprint == null;
        BatchInsert batch = new BatchInsert(client, failures, timeout, duplicateIsFinal);
        this.together = builder.groupCommit ? new GroupCommit(oneOrMany(alone, batch)) : null;
        this.retries = builder.retries;
    }

    private static GroupCommit.Request oneOrMany(PutInsert alone, BatchInsert batch) {
        return (items, timeLeft) ->
                items.size() == 1
                        ? List.of(alone.send(items.get(0), timeLeft))
                        : batch.send(items, timeLeft);
    }

    /**
     * Starts building a sink.
     *
     * @param table the name or the ARN of the table
     * @param <T> the type of the items
     * @return a builder with the defaults
     * @throws IllegalArgumentException if DynamoDB allows no such table name
     */
    public static <T> Builder<T> builder(String table) {
        return new Builder<>(table);
    }

    /**
     * Writes the item unless one of the same key is already there.
     *
     * @throws SinkException if the item is not known to be written; the text names the table, its
     *     key attribute and what to mend
     * @throws PoisonMessageException if no table could store the item, such as for a number of more
     *     than 38 digits or for more than 400 KB
     * @throws dev.mailroom.IdempotencyConflictException if {@linkplain Builder#fingerprint
     *     fingerprints} are on, and an item of the same key with other content is there
     * @throws IllegalArgumentException if the item has a value of its own for the key attribute
     *     that is not the key, or if Jackson does not write it as an object
     */
    @Override
    public WriteResult write(IdempotencyKey key, T item) {
        return write(key, item, retries.withoutContext());
    }

    /**
     * Writes the item unless one of the same key is already there, repeats what failed in passing
     * as long as the record's invocation has time, and tells the context of a duplicate.
     *
     * @throws SinkException if the item is not known to be written
     * @throws PoisonMessageException if no table could store the item
     * @throws dev.mailroom.IdempotencyConflictException if fingerprints are on, and an item of the
     *     same key with other content is there
     * @throws IllegalArgumentException if the item has a value of its own for the key attribute
     *     that is not the key, or if Jackson does not write it as an object
     */
    @Override
    public WriteResult write(IdempotencyKey key, T item, RecordContext context) {
        WriteResult result = write(key, item, retries.within(context));
        if (result == WriteResult.DUPLICATE) {
            context.duplicate();
        }
        return result;
    }

    private WriteResult write(IdempotencyKey key, T item, TimeLeft timeLeft) {
        NewItem prepared = writer.prepare(requireNonNull(key, "key"), requireNonNull(item, "item"));
        return retries.settle(timeLeft, () -> send(prepared, timeLeft));
    }

    private Attempt<WriteResult> send(NewItem item, TimeLeft timeLeft) throws InterruptedException {
        if (together == null || item.statement() == null) {
            return alone.send(item, timeLeft);
        }
        Attempt<WriteResult> attempt = together.commit(item, timeLeft);
        return attempt instanceof Attempt.Undecided ? alone.send(item, timeLeft) : attempt;
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
     *   <li>group commit is on;
     *   <li>the mapper writes {@code java.time} values as ISO-8601 strings;
     *   <li>the clock is the system's, in UTC.
     * </ul>
     *
     * <p>The key attribute has no default. Not thread-safe.
     *
     * @param <T> the type of the items
     */
    public static final class Builder<T> {

        private final String table;
        private @Nullable String key;
        private @Nullable DynamoDbClient client;
        private @Nullable TimeToLive timeToLive;
        private @Nullable Fingerprint fingerprint;
        private boolean groupCommit = true;
        private Retries retries = Retries.standard();
        private Clock clock = Clock.systemUTC();
        private ObjectMapper mapper =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .build();

        private Builder(String table) {
            this.table = Names.requireTable(table);
        }

        /**
         * Sets the table's partition key, a string attribute that holds the idempotency key.
         * Replaces an earlier one.
         *
         * @param attribute the name of the attribute
         * @return this builder
         */
        public Builder<T> key(String attribute) {
            this.key = Names.requireAttribute("key attribute", attribute);
            return this;
        }

        /**
         * Lets items expire: DynamoDB deletes them some time afterwards, and from then on their key
         * counts as unused. The table's time to live must be switched on for the attribute.
         * Replaces an earlier setting.
         *
         * @param attribute the name of the attribute that holds the expiry, in epoch seconds
         * @param lifetime how long an item lives, a second or more
         * @return this builder
         * @throws IllegalArgumentException if the lifetime is less than a second
         * @see <a
         *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">Time
         *     to live</a>
         */
        public Builder<T> timeToLive(String attribute, Duration lifetime) {
            this.timeToLive =
                    new TimeToLive(
                            Names.requireAttribute("time-to-live attribute", attribute), lifetime);
            return this;
        }

        /**
         * Detects conflicts: each item is stored with a fingerprint of its content, and a write of
         * the same key with another one is an {@link dev.mailroom.IdempotencyConflictException}
         * instead of a duplicate. The key and the expiry are no content; items that are stored
         * without a fingerprint contradict nothing. A write whose key is in use then takes up to
         * two requests. Replaces an earlier setting.
         *
         * @param attribute the name of the attribute that holds the fingerprint (SHA-256, in hex)
         * @param volatileAttributes attributes that may differ between two deliveries of the same
         *     event, such as the time of receipt
         * @return this builder
         */
        public Builder<T> fingerprint(String attribute, String... volatileAttributes) {
            this.fingerprint =
                    new Fingerprint(
                            Names.requireAttribute("fingerprint attribute", attribute),
                            Set.of(volatileAttributes));
            return this;
        }

        /**
         * Sets whether writes that are made at the same time leave together. Switch it off where
         * the function's role lacks {@code dynamodb:PartiQLInsert}: each write is then a request of
         * its own. Replaces an earlier setting.
         *
         * @param on whether they do
         * @return this builder
         */
        public Builder<T> groupCommit(boolean on) {
            this.groupCommit = on;
            return this;
        }

        /**
         * Sets the client. It stays the caller's to close. Replaces an earlier client.
         *
         * @param client the client
         * @return this builder
         */
        public Builder<T> client(DynamoDbClient client) {
            this.client = requireNonNull(client, "client");
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

        /**
         * Sets the clock that expiry is reckoned by. Replaces an earlier clock.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder<T> clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        Builder<T> retries(Retries retries) {
            this.retries = retries;
            return this;
        }

        /** The key and the expiry say nothing about an item's content. */
        private @Nullable Fingerprint fingerprint(String key) {
            if (fingerprint == null) {
                return null;
            }
            Set<String> without = new HashSet<>(fingerprint.without());
            without.add(key);
            if (timeToLive != null) {
                without.add(timeToLive.attribute());
            }
            return new Fingerprint(fingerprint.attribute(), without);
        }

        private void requireDistinct(@Nullable String one, @Nullable String other, String roles) {
            if (one != null && one.equals(other)) {
                throw new IllegalStateException(
                        "\"" + one + "\" cannot be both " + roles + " of table " + table);
            }
        }

        /**
         * Builds the sink. It sends no request.
         *
         * @return the sink
         * @throws IllegalStateException if the key attribute is not set, or if one attribute is to
         *     be two of key, expiry and fingerprint, or if no client is set and the environment
         *     names no region
         */
        public DynamoDbSink<T> build() {
            if (key == null) {
                throw new IllegalStateException(
                        "the sink of table " + table + " needs its key attribute: call key(...)");
            }
            String expiry = timeToLive == null ? null : timeToLive.attribute();
            String print = fingerprint == null ? null : fingerprint.attribute();
            requireDistinct(key, expiry, "the key and the expiry");
            requireDistinct(key, print, "the key and the fingerprint");
            requireDistinct(expiry, print, "the expiry and the fingerprint");
            return new DynamoDbSink<>(this, DefaultClient.or(client, table), key);
        }
    }
}

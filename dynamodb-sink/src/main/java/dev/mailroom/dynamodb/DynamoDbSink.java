package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Clock;
import java.time.Duration;

/**
 * Stores items in a DynamoDB table, each key once: the item is the effect.
 *
 * <p>An item is anything that Jackson writes as a JSON object. Strings, numbers (exact), booleans,
 * lists, maps and binary data become attributes of DynamoDB's own types, {@code java.time} values
 * ISO-8601 strings; properties that are null are left out. The idempotency key is stored in the key
 * attribute. A write is one {@code PutItem} on the condition that no item has that key (permission
 * {@code dynamodb:PutItem}).
 *
 * <p>{@link WriteResult#DUPLICATE} is also the answer when an earlier attempt of this very call
 * took effect but its response was lost. Either way the item is there; do not hang an effect
 * elsewhere on {@link WriteResult#WRITTEN}.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the items
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html">PutItem</a>
 */
public final class DynamoDbSink<T> implements Sink<T> {

    private final DynamoDbClient client;
    private final ItemWriter writer;
    private final WriteFailures failures;

    private DynamoDbSink(Builder<T> builder, DynamoDbClient client, String key) {
        this.client = client;
        this.writer =
                new ItemWriter(
                        builder.table,
                        key,
                        new AttributeMapper(builder.mapper),
                        builder.timeToLive,
                        builder.clock);
        this.failures = new WriteFailures(builder.table, key);
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
     *     than 38 digits
     * @throws IllegalArgumentException if the item has a value of its own for the key attribute
     *     that is not the key, or if Jackson does not write it as an object
     */
    @Override
    public WriteResult write(IdempotencyKey key, T item) {
        requireNonNull(key, "key");
        requireNonNull(item, "item");
        try {
            client.putItem(writer.insert(key, item));
            return WriteResult.WRITTEN;
        } catch (ConditionalCheckFailedException e) {
            return WriteResult.DUPLICATE; // C25
        } catch (SdkException e) {
            throw failures.explain(e);
        }
    }

    /**
     * Builds {@link DynamoDbSink} instances. Defaults:
     *
     * <ul>
     *   <li>the client is {@link DynamoDbClient#create()}: region and credentials of the
     *       environment;
     *   <li>items never expire;
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

        /**
         * Builds the sink. It sends no request.
         *
         * @return the sink
         * @throws IllegalStateException if the key attribute is not set, or is the time-to-live
         *     attribute too
         * @throws software.amazon.awssdk.core.exception.SdkClientException if no client is set and
         *     the environment names no region
         */
        public DynamoDbSink<T> build() {
            if (key == null) {
                throw new IllegalStateException(
                        "the sink of table " + table + " needs its key attribute: call key(...)");
            }
            if (timeToLive != null && timeToLive.attribute().equals(key)) {
                throw new IllegalStateException(
                        "\"" + key + "\" cannot be both the key and the expiry of table " + table);
            }
            return new DynamoDbSink<>(this, client == null ? DynamoDbClient.create() : client, key);
        }
    }
}

package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What all sinks and guards are built from: a table, its client, expiry and a clock.
 *
 * @param <B> the builder itself
 */
abstract sealed class TableBuilder<B extends TableBuilder<B>>
        permits SinkBuilder, DynamoDbIdempotencyGuard.Builder {

    final String table;
    private @Nullable DynamoDbClient client;
    @Nullable TimeToLive timeToLive;
    Clock clock = Clock.systemUTC();
    Retries retries = Retries.standard();

    TableBuilder(String table) {
        this.table = Names.requireTable(table);
    }

    /**
     * Lets items expire: DynamoDB deletes them some time after their lifetime. Once the lifetime is
     * over, their key counts as unused, so an effect with that key happens again. Choose a lifetime
     * longer than a message can take to be delivered, including its days in the dead-letter queue.
     * The table's time to live must be switched on for the attribute. Replaces an earlier setting.
     *
     * @param attribute the name of the attribute that holds the expiry, in epoch seconds
     * @param lifetime how long an item, a marker or a completed effect lives, a second or more
     * @return this builder
     * @throws IllegalArgumentException if the name is blank, or the lifetime is less than a second
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html">Time
     *     to live</a>
     */
    public B timeToLive(String attribute, Duration lifetime) {
        this.timeToLive = new TimeToLive(attribute, lifetime);
        return self();
    }

    /**
     * Sets the client, which the caller still has to close. Replaces an earlier client.
     *
     * @param client the client
     * @return this builder
     */
    public B client(DynamoDbClient client) {
        this.client = requireNonNull(client, "client");
        return self();
    }

    /**
     * Sets the clock for expiry and locks. Replaces an earlier clock.
     *
     * @param clock the clock
     * @return this builder
     */
    public B clock(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
        return self();
    }

    B retries(Retries retries) {
        this.retries = retries;
        return self();
    }

    abstract B self();

    /**
     * Returns the table with its client.
     *
     * @throws IllegalStateException if no client is set and the environment names no region
     */
    Table table(TableKey<?> key) {
        return new Table(client, table, key.description());
    }

    /**
     * Requires that no attribute has two roles.
     *
     * @param roles the attribute of each role, or null if the role is not used
     */
    void requireDistinct(Map<String, @Nullable String> roles) {
        Map<String, String> taken = new HashMap<>();
        roles.forEach(
                (role, attribute) -> {
                    String other = attribute == null ? null : taken.put(attribute, role);
                    if (other != null) {
                        throw new IllegalStateException(
                                "\""
                                        + attribute
                                        + "\" cannot be both "
                                        + other
                                        + " and "
                                        + role
                                        + " of table "
                                        + table);
                    }
                });
    }

    @Nullable String expiryAttribute() {
        return timeToLive == null ? null : timeToLive.attribute;
    }
}

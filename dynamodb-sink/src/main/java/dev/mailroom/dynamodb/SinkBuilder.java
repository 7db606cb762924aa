package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What sinks are built from: a table whose key is derived from the idempotency key and the item.
 *
 * @param <T> the type of the items
 * @param <B> the builder itself
 */
abstract sealed class SinkBuilder<T, B extends SinkBuilder<T, B>> extends TableBuilder<B>
        permits DynamoDbSink.Builder, DynamoDbTransactionalSink.Builder {

    private @Nullable KeyPart<T> key;
    private @Nullable KeyPart<T> sortKey;

    SinkBuilder(String table) {
        super(table);
    }

    /**
     * Sets the table's partition key, a string attribute that holds the idempotency key. Replaces
     * an earlier partition key.
     *
     * @param attribute the name of the attribute
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public B key(String attribute) {
        this.key = KeyPart.partition(attribute, (key, item) -> Names.requireNotGuard(key.text()));
        return self();
    }

    /**
     * Sets the table's partition key and derives its value from the item: text, a number or bytes
     * ({@code byte[]} or {@code ByteBuffer}), as the table has it. Replaces an earlier partition
     * key.
     *
     * <p>Writes are the same if their whole key in the table is the same. Let the idempotency key
     * be part of it, with {@link #sortKey(String)}, or use values that identify the effect just as
     * well.
     *
     * @param attribute the name of the attribute
     * @param value makes the value; called for each write, so it must be thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public B key(String attribute, Function<? super T, ?> value) {
        requireNonNull(value, "value");
        this.key = KeyPart.partition(attribute, (key, item) -> notGuard(value.apply(item)));
        return self();
    }

    /**
     * Sets the table's sort key, a string attribute that holds the idempotency key. Replaces an
     * earlier sort key.
     *
     * @param attribute the name of the attribute
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public B sortKey(String attribute) {
        this.sortKey = KeyPart.sort(attribute, (key, item) -> key.text());
        return self();
    }

    /**
     * Sets the table's sort key, a string attribute that has the same value in all items of this
     * sink. It keeps the sinks and guards that share a table apart. Replaces an earlier sort key.
     *
     * @param attribute the name of the attribute
     * @param constant the value
     * @return this builder
     * @throws IllegalArgumentException if the name is blank or the value is empty
     */
    public B sortKey(String attribute, String constant) {
        Names.requireConstant(attribute, constant);
        this.sortKey = KeyPart.sort(attribute, (key, item) -> constant);
        return self();
    }

    /**
     * Sets the table's sort key and derives its value from the item: text, a number or bytes
     * ({@code byte[]} or {@code ByteBuffer}), as the table has it. Replaces an earlier sort key.
     *
     * @param attribute the name of the attribute
     * @param value makes the value; called for each write, so it must be thread-safe
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public B sortKey(String attribute, Function<? super T, ?> value) {
        requireNonNull(value, "value");
        this.sortKey = KeyPart.sort(attribute, (key, item) -> value.apply(item));
        return self();
    }

    private static @Nullable Object notGuard(@Nullable Object value) {
        return value instanceof String text ? Names.requireNotGuard(text) : value;
    }

    /** Returns the key, or null if there is none yet. */
    @Nullable TableKey<T> tableKey() {
        return key == null ? null : new TableKey<>(key, sortKey);
    }

    /** The attributes of key and expiry by their roles. */
    Map<String, @Nullable String> roles() {
        Map<String, @Nullable String> roles = new LinkedHashMap<>();
        roles.put("the key", key == null ? null : key.attribute());
        roles.put("the sort key", sortKey == null ? null : sortKey.attribute());
        roles.put("the expiry", expiryAttribute());
        return roles;
    }

    AbsentKey absentKey(TableKey<T> key) {
        return new AbsentKey(key.partition().attribute(), timeToLive, clock);
    }
}

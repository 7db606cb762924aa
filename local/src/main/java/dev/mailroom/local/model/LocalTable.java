package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A table of DynamoDB.
 *
 * <p>Defaults: the partition key {@code id}, a string; no sort key, no index, no time to live, no
 * stream, and on demand.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 *
 * @param name 3 to 255 letters, digits, underscores, hyphens and dots
 * @param partitionKey the partition key
 * @param sortKey the sort key, or null
 * @param indexes the secondary indexes
 * @param timeToLive the attribute that says when an item expires, or null
 * @param billing the billing mode
 * @param streamView what the stream of the table contains of a change; null if it has no stream
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html">CreateTable</a>
 */
public record LocalTable(
        String name,
        KeyAttribute partitionKey,
        @Nullable KeyAttribute sortKey,
        List<SecondaryIndex> indexes,
        @Nullable String timeToLive,
        Billing billing,
        @Nullable StreamView streamView) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    /**
     * The billing mode of a table; nothing is throttled here.
     *
     * @param readUnits with provisioned throughput, its read capacity units, else 0
     * @param writeUnits with provisioned throughput, its write capacity units, else 0
     */
    public record Billing(int readUnits, int writeUnits) {

        /** On demand. */
        public static final Billing ON_DEMAND = new Billing(0, 0);

        /**
         * Tells whether the throughput is provisioned.
         *
         * @return whether it is
         */
        public boolean isProvisioned() {
            return !equals(ON_DEMAND);
        }
    }

    /**
     * Creates the table.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @param partitionKey the partition key
     * @param sortKey the sort key, or null
     * @param indexes the secondary indexes
     * @param timeToLive the attribute that says when an item expires, or null
     * @param billing the billing mode
     * @param streamView what the stream contains of a change, or null
     * @throws IllegalArgumentException if DynamoDB would refuse the name, if two indexes have one
     *     name, or if one attribute has two types
     */
    public LocalTable {
        checkName("Table", name);
        Objects.requireNonNull(partitionKey, "partitionKey");
        indexes = List.copyOf(indexes);
        Objects.requireNonNull(billing, "billing");
        String place = "Table '" + name + "': ";
        Checks.check(
                indexes.stream().map(SecondaryIndex::name).distinct().count() == indexes.size(),
                place + "two indexes have the same name.");
        Map<String, AttributeType> types = new LinkedHashMap<>();
        for (KeyAttribute key : keys(partitionKey, sortKey, indexes)) {
            @Nullable AttributeType other = types.putIfAbsent(key.name(), key.type());
            Checks.check(
                    other == null || other == key.type(),
                    place + "attribute '" + key.name() + "' has two types.");
        }
    }

    static void checkName(String kind, String name) {
        Objects.requireNonNull(name, "name");
        Checks.check(
                NAME.matcher(name).matches(),
                kind + " '" + name + "': a name has 3 to 255 letters, digits, '_', '-' or '.'.");
    }

    /**
     * Describes a table.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @return the table
     * @throws IllegalArgumentException if DynamoDB would refuse the name
     */
    public static LocalTable of(String name) {
        return new LocalTable(
                name, KeyAttribute.string("id"), null, List.of(), null, Billing.ON_DEMAND, null);
    }

    /**
     * Names the partition key, a string; it replaces an earlier setting.
     *
     * @param attribute default {@code id}
     * @return a table with this setting
     */
    public LocalTable partitionKey(String attribute) {
        return partitionKey(KeyAttribute.string(attribute));
    }

    /**
     * Sets the partition key; it replaces an earlier setting.
     *
     * @param key default {@code id}, a string
     * @return a table with this setting
     */
    public LocalTable partitionKey(KeyAttribute key) {
        return new LocalTable(name, key, sortKey, indexes, timeToLive, billing, streamView);
    }

    /**
     * Names the sort key, a string; it replaces an earlier setting.
     *
     * @param attribute the name of the attribute
     * @return a table with this setting
     */
    public LocalTable sortKey(String attribute) {
        return sortKey(KeyAttribute.string(attribute));
    }

    /**
     * Sets the sort key; it replaces an earlier setting.
     *
     * @param key the sort key
     * @return a table with this setting
     */
    public LocalTable sortKey(KeyAttribute key) {
        Objects.requireNonNull(key, "key");
        return new LocalTable(name, partitionKey, key, indexes, timeToLive, billing, streamView);
    }

    /**
     * Adds a secondary index.
     *
     * @param index the index
     * @return a table with this index
     * @throws IllegalArgumentException if the table has one of the same name, or an attribute of
     *     its keys with another type
     */
    public LocalTable index(SecondaryIndex index) {
        List<SecondaryIndex> all = new ArrayList<>(indexes);
        all.add(Objects.requireNonNull(index, "index"));
        return new LocalTable(name, partitionKey, sortKey, all, timeToLive, billing, streamView);
    }

    /**
     * Names the attribute that says when an item expires, a number of epoch seconds; it replaces an
     * earlier setting. As on AWS, an expired item can be read until it is deleted; here it is never
     * deleted.
     *
     * @param attribute the name of the attribute
     * @return a table with this setting
     */
    public LocalTable timeToLive(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        return new LocalTable(name, partitionKey, sortKey, indexes, attribute, billing, streamView);
    }

    /**
     * Sets provisioned throughput, also for its indexes, instead of on-demand; it replaces an
     * earlier setting.
     *
     * @param readUnits read capacity units, at least 1
     * @param writeUnits write capacity units, at least 1
     * @return a table with this setting
     * @throws IllegalArgumentException if a number is less than 1
     */
    public LocalTable provisioned(int readUnits, int writeUnits) {
        Checks.check(
                readUnits >= 1 && writeUnits >= 1,
                "Table '" + name + "': provisioned throughput must be at least 1.");
        Billing provisioned = new Billing(readUnits, writeUnits);
        return new LocalTable(
                name, partitionKey, sortKey, indexes, timeToLive, provisioned, streamView);
    }

    /**
     * Adds a stream, which nothing in a pipeline reads; it replaces an earlier setting.
     *
     * @param view what it contains of a change
     * @return a table with this setting
     */
    public LocalTable stream(StreamView view) {
        Objects.requireNonNull(view, "view");
        return new LocalTable(name, partitionKey, sortKey, indexes, timeToLive, billing, view);
    }

    /**
     * Returns every attribute that is part of a key of the table or of an index.
     *
     * @return the attributes, without repetition
     */
    public List<KeyAttribute> attributes() {
        return keys(partitionKey, sortKey, indexes).stream().distinct().toList();
    }

    private static List<KeyAttribute> keys(
            KeyAttribute partitionKey,
            @Nullable KeyAttribute sortKey,
            List<SecondaryIndex> indexes) {
        List<KeyAttribute> keys = new ArrayList<>(List.of(partitionKey));
        if (sortKey != null) {
            keys.add(sortKey);
        }
        indexes.forEach(index -> keys.addAll(index.keys()));
        return keys;
    }
}

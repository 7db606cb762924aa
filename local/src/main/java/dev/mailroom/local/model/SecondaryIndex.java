package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A secondary index of a {@link LocalTable}, with every attribute unless {@link #projection} says
 * otherwise.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 *
 * @param name 3 to 255 letters, digits, underscores, hyphens and dots
 * @param partitionKey the partition key of a global index; null for a local one, which has the
 *     table's
 * @param sortKey the sort key; null if a global index has none
 * @param projection which attributes are in the index
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/SecondaryIndexes.html">Secondary
 *     indexes</a>
 */
public record SecondaryIndex(
        String name,
        @Nullable KeyAttribute partitionKey,
        @Nullable KeyAttribute sortKey,
        Projection projection) {

    /**
     * Creates the index.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @param partitionKey the partition key of a global index, or null
     * @param sortKey the sort key, or null
     * @param projection which attributes are in the index
     * @throws IllegalArgumentException if DynamoDB would refuse the name, or there is no key
     */
    public SecondaryIndex {
        LocalTable.checkName("Index", name);
        Checks.check(
                partitionKey != null || sortKey != null, "Index '" + name + "': it has no key.");
        Objects.requireNonNull(projection, "projection");
    }

    /**
     * Describes a global index, which has a partition key of its own and no sort key.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @param partitionKey its partition key
     * @return the index
     * @throws IllegalArgumentException if DynamoDB would refuse the name
     */
    public static SecondaryIndex global(String name, KeyAttribute partitionKey) {
        Objects.requireNonNull(partitionKey, "partitionKey");
        return new SecondaryIndex(name, partitionKey, null, Projection.ALL);
    }

    /**
     * Describes a global index, which has keys of its own.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @param partitionKey its partition key
     * @param sortKey its sort key
     * @return the index
     * @throws IllegalArgumentException if DynamoDB would refuse the name
     */
    public static SecondaryIndex global(
            String name, KeyAttribute partitionKey, KeyAttribute sortKey) {
        Objects.requireNonNull(partitionKey, "partitionKey");
        Objects.requireNonNull(sortKey, "sortKey");
        return new SecondaryIndex(name, partitionKey, sortKey, Projection.ALL);
    }

    /**
     * Describes a local index, which has the partition key of the table and a sort key of its own.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @param sortKey its sort key
     * @return the index
     * @throws IllegalArgumentException if DynamoDB would refuse the name
     */
    public static SecondaryIndex local(String name, KeyAttribute sortKey) {
        Objects.requireNonNull(sortKey, "sortKey");
        return new SecondaryIndex(name, null, sortKey, Projection.ALL);
    }

    /**
     * Sets which attributes are in the index; it replaces an earlier setting.
     *
     * @param attributes default {@link Projection#ALL}
     * @return an index with this setting
     */
    public SecondaryIndex projection(Projection attributes) {
        return new SecondaryIndex(name, partitionKey, sortKey, attributes);
    }

    /** The index's own keys. */
    List<KeyAttribute> keys() {
        return Stream.of(partitionKey, sortKey).filter(Objects::nonNull).toList();
    }
}

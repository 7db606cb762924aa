package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A table of DynamoDB Local: on-demand, with a partition key that is a string.
 *
 * <p>Defaults: the partition key {@code id}, no time to live.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html">CreateTable</a>
 */
public final class LocalTable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    private final String name;
    private final String partitionKey;
    private final @Nullable String timeToLive;

    private LocalTable(String name, String partitionKey, @Nullable String timeToLive) {
        this.name = name;
        this.partitionKey = partitionKey;
        this.timeToLive = timeToLive;
    }

    /**
     * Describes a table.
     *
     * @param name 3 to 255 letters, digits, underscores, hyphens and dots
     * @return the table
     * @throws IllegalArgumentException if DynamoDB would not take the name
     */
    public static LocalTable of(String name) {
        Objects.requireNonNull(name, "name");
        Checks.check(
                NAME.matcher(name).matches(),
                "Table '" + name + "': a name has 3 to 255 letters, digits, '_', '-' or '.'.");
        return new LocalTable(name, "id", null);
    }

    /**
     * Names the partition key, a string; it replaces an earlier setting.
     *
     * @param attribute default {@code id}
     * @return a table with this setting
     */
    public LocalTable partitionKey(String attribute) {
        return new LocalTable(name, Objects.requireNonNull(attribute, "attribute"), timeToLive);
    }

    /**
     * Deletes items some time after the moment in this attribute, a number of epoch seconds; it
     * replaces an earlier setting.
     *
     * @param attribute the name of the attribute
     * @return a table with this setting
     */
    public LocalTable timeToLive(String attribute) {
        return new LocalTable(name, partitionKey, Objects.requireNonNull(attribute, "attribute"));
    }

    /**
     * Gives the name.
     *
     * @return the name, unique in a pipeline
     */
    public String name() {
        return name;
    }

    /**
     * Gives the partition key.
     *
     * @return the name of the attribute
     */
    public String partitionKey() {
        return partitionKey;
    }

    /**
     * Gives the attribute that holds the end of an item's life.
     *
     * @return the name of the attribute; null for none
     */
    public @Nullable String timeToLive() {
        return timeToLive;
    }

    @Override
    public String toString() {
        return "LocalTable " + name;
    }
}

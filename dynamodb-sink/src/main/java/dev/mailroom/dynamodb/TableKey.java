package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyKey;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The whole key of a table: writes are the same if all of it is the same.
 *
 * @param sort null if the table has none
 * @param <T> the type of the items
 */
record TableKey<T>(KeyPart<T> partition, @Nullable KeyPart<T> sort) {

    Map<String, AttributeValue> of(IdempotencyKey key, T item) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        values.put(partition.attribute(), partition.of(key, item));
        if (sort != null) {
            values.put(sort.attribute(), sort.of(key, item));
        }
        return values;
    }

    Set<String> attributes() {
        Set<String> attributes = new LinkedHashSet<>();
        attributes.add(partition.attribute());
        if (sort != null) {
            attributes.add(sort.attribute());
        }
        return attributes;
    }

    /** Names the attributes, for texts. */
    String description() {
        return sort == null
                ? "key attribute \"" + partition.attribute() + "\""
                : "key attributes \""
                        + partition.attribute()
                        + "\" and \""
                        + sort.attribute()
                        + "\"";
    }
}

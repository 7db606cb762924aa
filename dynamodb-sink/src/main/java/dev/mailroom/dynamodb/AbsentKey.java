package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The condition that a key is unused: no item has it, or only one that has expired. */
final class AbsentKey {

    /** An attribute that every item of the table has, since it is part of its key. */
    private final String key;

    private final @Nullable TimeToLive timeToLive;
    private final Clock clock;

    AbsentKey(String key, @Nullable TimeToLive timeToLive, Clock clock) {
        this.key = key;
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /** The time that a condition and an expiry are based on. C29: a whole second. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    void putExpiry(Map<String, AttributeValue> item, Instant now) {
        if (timeToLive != null && item.put(timeToLive.attribute, timeToLive.expiry(now)) != null) {
            throw new IllegalArgumentException(
                    "the item has an attribute \""
                            + timeToLive.attribute
                            + "\" of its own, but its expiry is stored there: leave it out or rename it");
        }
    }

    String condition() {
        // C29: an expired item is still there until DynamoDB deletes it, which can take days.
        return timeToLive == null
                ? "attribute_not_exists(#key)"
                : "attribute_not_exists(#key) OR #expiry <= :now";
    }

    Map<String, String> names() {
        return timeToLive == null
                ? Map.of("#key", key)
                : Map.of("#key", key, "#expiry", timeToLive.attribute);
    }

    /** Returns null where the condition has none: DynamoDB refuses an empty map. */
    @Nullable Map<String, AttributeValue> values(Instant now) {
        return timeToLive == null ? null : Map.of(":now", TimeToLive.seconds(now));
    }
}

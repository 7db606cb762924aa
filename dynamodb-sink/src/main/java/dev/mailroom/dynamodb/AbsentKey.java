package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The condition that a key is unused: no item has it, or only one that has expired. */
final class AbsentKey {

    final String key;
    private final @Nullable TimeToLive timeToLive;
    private final Clock clock;

    AbsentKey(String key, @Nullable TimeToLive timeToLive, Clock clock) {
        this.key = key;
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    Now now() {
        return new Now(this, clock.instant().getEpochSecond());
    }

    /** The condition at one moment, so that what is repeated says the same again. */
    record Now(AbsentKey absent, long epochSecond) {

        String condition() {
            // C29: an expired item is still there until DynamoDB deletes it, which can take days.
            return absent.timeToLive == null
                    ? "attribute_not_exists(#key)"
                    : "attribute_not_exists(#key) OR #expiry <= :now";
        }

        Map<String, String> names() {
            return absent.timeToLive == null
                    ? Map.of("#key", absent.key)
                    : Map.of("#key", absent.key, "#expiry", absent.timeToLive.attribute());
        }

        /** Returns null where the condition has none: DynamoDB refuses an empty map. */
        @Nullable Map<String, AttributeValue> values() {
            return absent.timeToLive == null
                    ? null
                    : Map.of(":now", TimeToLive.seconds(epochSecond));
        }

        void putExpiry(Map<String, AttributeValue> item) {
            TimeToLive timeToLive = absent.timeToLive;
            if (timeToLive != null) {
                long expiry = epochSecond + timeToLive.lifetime().toSeconds();
                if (item.put(timeToLive.attribute(), TimeToLive.seconds(expiry)) != null) {
                    throw new IllegalArgumentException(
                            "the item has a \""
                                    + timeToLive.attribute()
                                    + "\" of its own, the attribute of its expiry: leave it out or rename it");
                }
            }
        }

        /** An item that is the key alone, and its expiry. */
        Map<String, AttributeValue> marker(String keyValue) {
            Map<String, AttributeValue> marker = new HashMap<>();
            marker.put(absent.key, AttributeValue.fromS(keyValue));
            putExpiry(marker);
            return marker;
        }
    }
}

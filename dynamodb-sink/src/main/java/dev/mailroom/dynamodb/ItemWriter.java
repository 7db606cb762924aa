package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyKey;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

import java.time.Clock;
import java.util.Map;

/**
 * Makes the request that inserts an item: key, attributes and expiry, on the condition that the key
 * is unused.
 */
record ItemWriter(
        String table,
        String key,
        AttributeMapper attributes,
        @Nullable TimeToLive timeToLive,
        Clock clock) {

    PutItemRequest insert(IdempotencyKey idempotencyKey, Object item) {
        Map<String, AttributeValue> values = attributes.toAttributes(item);
        putKey(values, AttributeValue.fromS(idempotencyKey.text()));
        PutItemRequest.Builder request = PutItemRequest.builder().tableName(table);
        if (timeToLive == null) {
            request.conditionExpression("attribute_not_exists(#key)")
                    .expressionAttributeNames(Map.of("#key", key));
        } else {
            long now = clock.instant().getEpochSecond();
            values.put(timeToLive.attribute(), seconds(now + timeToLive.lifetime().toSeconds()));
            // C29: an expired item is still there until DynamoDB deletes it, which can take days.
            request.conditionExpression("attribute_not_exists(#key) OR #expiry <= :now")
                    .expressionAttributeNames(
                            Map.of("#key", key, "#expiry", timeToLive.attribute()))
                    .expressionAttributeValues(Map.of(":now", seconds(now)));
        }
        return request.item(values).build();
    }

    private void putKey(Map<String, AttributeValue> values, AttributeValue keyValue) {
        AttributeValue own = values.put(key, keyValue);
        if (own != null && !own.equals(keyValue)) {
            throw new IllegalArgumentException(
                    "the item's own \""
                            + key
                            + "\" is not its idempotency key; table "
                            + table
                            + " stores the key in that attribute, so leave it out of the item or make them equal");
        }
    }

    private static AttributeValue seconds(long epochSecond) {
        return AttributeValue.fromN(Long.toString(epochSecond));
    }
}

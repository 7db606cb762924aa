package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Makes items that are to be inserted: key, attributes, expiry and fingerprint.
 *
 * @param <T> the type of what is stored
 */
final class ItemWriter<T> {

    private final String table;
    private final TableKey<T> key;
    private final AttributeMapper attributes;
    private final AbsentKey absent;
    private final @Nullable Fingerprint fingerprint;

    ItemWriter(
            String table,
            TableKey<T> key,
            AttributeMapper attributes,
            AbsentKey absent,
            @Nullable Fingerprint fingerprint) {
        this.table = table;
        this.key = key;
        this.attributes = attributes;
        this.absent = absent;
        this.fingerprint = fingerprint;
    }

    NewItem prepare(IdempotencyKey idempotencyKey, T item) {
        Map<String, AttributeValue> values = attributes.toAttributes(item);
        Map<String, AttributeValue> keyValues = key.of(idempotencyKey, item);
        keyValues.forEach((attribute, value) -> putKey(values, attribute, value));
        if (fingerprint != null) {
            fingerprint.putInto(values, attributes.content(item));
        }
        PutItemRequest put = put(values);
        ItemSize size = sizeOf(values);
        BatchStatementRequest statement = Statements.insert(table, values);
        long bytes = size.sent() + Statements.bytes(statement);
        return new NewItem(keyValues, values, put, statement, bytes);
    }

    private PutItemRequest put(Map<String, AttributeValue> values) {
        Instant now = absent.now();
        absent.putExpiry(values, now);
        PutItemRequest.Builder put =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(values)
                        .conditionExpression(absent.condition())
                        .expressionAttributeNames(absent.names())
                        .expressionAttributeValues(absent.values(now));
        if (fingerprint != null) {
            put.returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return put.build();
    }

    private static ItemSize sizeOf(Map<String, AttributeValue> values) {
        ItemSize size = ItemSize.of(values);
        String refusal = size.refusal();
        if (refusal != null) {
            throw new PoisonMessageException("the item " + refusal);
        }
        return size;
    }

    private void putKey(
            Map<String, AttributeValue> values, String attribute, AttributeValue value) {
        AttributeValue own = values.put(attribute, value);
        if (own != null && !same(own, value)) {
            throw new IllegalArgumentException(
                    "the item's own \""
                            + attribute
                            + "\" is not that of its key; table "
                            + table
                            + " stores the key in that attribute, so leave it out of the item or make them equal");
        }
    }

    private static boolean same(AttributeValue own, AttributeValue value) {
        return (own.n() == null || value.n() == null)
                ? own.equals(value)
                : new BigDecimal(own.n()).compareTo(new BigDecimal(value.n())) == 0;
    }
}

package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyKey;

import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.util.Map;

/** The contracts of core, kept by sinks, markers and guards that share a table with a sort key. */
class OneTableContractsIT extends TableContracts {

    @RegisterExtension
    static final LocalTables TABLES =
            new LocalTables().withSortKey("Shop", ScalarAttributeType.S, ScalarAttributeType.S);

    @Override
    Map<String, AttributeValue> stored(IdempotencyKey key) {
        return TABLES.item("Shop", noteKey(key));
    }

    @Override
    <T> DynamoDbSink.Builder<T> notes() {
        return DynamoDbSink.<T>builder("Shop")
                .key("pk")
                .sortKey("sk", "NOTE")
                .client(TABLES.client());
    }

    @Override
    DynamoDbTransactionalSink.Builder<Keyed> markers() {
        return DynamoDbTransactionalSink.<Keyed>builder("Shop")
                .key("pk")
                .sortKey("sk", "MARKER")
                .client(TABLES.client());
    }

    @Override
    Put put(IdempotencyKey key, AttributeValue text) {
        Map<String, AttributeValue> item = new java.util.HashMap<>(noteKey(key));
        item.put("text", text);
        return Put.builder().tableName("Shop").item(item).build();
    }

    @Override
    DynamoDbIdempotencyGuard.Builder effects() {
        return DynamoDbIdempotencyGuard.builder("Shop")
                .key("pk")
                .sortKey("sk", "EFFECT")
                .client(TABLES.client());
    }

    private static Map<String, AttributeValue> noteKey(IdempotencyKey key) {
        return Map.of("pk", AttributeValue.fromS(key.text()), "sk", AttributeValue.fromS("NOTE"));
    }
}

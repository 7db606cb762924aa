package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyKey;

import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

import java.util.Map;

/** The contracts of core, kept on tables of their own. */
class ContractsIT extends TableContracts {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables("Notes", "Markers", "Effects");

    @Override
    Map<String, AttributeValue> stored(IdempotencyKey key) {
        return TABLES.item("Notes", key.text());
    }

    @Override
    <T> DynamoDbSink.Builder<T> notes() {
        return DynamoDbSink.<T>builder("Notes").key("id").client(TABLES.client());
    }

    @Override
    DynamoDbTransactionalSink.Builder<Keyed> markers() {
        return DynamoDbTransactionalSink.<Keyed>builder("Markers")
                .key("id")
                .client(TABLES.client());
    }

    @Override
    Put put(IdempotencyKey key, AttributeValue text) {
        AttributeValue id = AttributeValue.fromS(key.text());
        return Put.builder().tableName("Notes").item(Map.of("id", id, "text", text)).build();
    }

    @Override
    DynamoDbIdempotencyGuard.Builder effects() {
        return DynamoDbIdempotencyGuard.builder("Effects").client(TABLES.client());
    }
}

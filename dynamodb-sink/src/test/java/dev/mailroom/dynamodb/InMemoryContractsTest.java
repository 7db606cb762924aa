package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.InMemoryDynamoDb;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sinks and guards keep their contracts on tables in memory, and judge items as on real ones. */
class InMemoryContractsTest extends TableContracts {

    record Prices(Set<String> tags, BigDecimal price) {}

    private static final IdempotencyKey KEY = IdempotencyKey.of("e-1");

    private final InMemoryDynamoDb tables =
            new InMemoryDynamoDb()
                    .table("Notes", "id")
                    .table("Markers", "pk", "sk")
                    .table("Effects", "id");

    @Override
    Map<String, AttributeValue> stored(IdempotencyKey key) {
        return tables.item("Notes", key.text()).orElse(Map.of());
    }

    @Override
    <T> DynamoDbSink.Builder<T> notes() {
        return DynamoDbSink.<T>builder("Notes").key("id").client(tables);
    }

    @Override
    DynamoDbTransactionalSink.Builder<Keyed> markers() {
        return DynamoDbTransactionalSink.<Keyed>builder("Markers")
                .key("pk")
                .sortKey("sk", "MARKER")
                .client(tables);
    }

    @Override
    Put put(IdempotencyKey key, AttributeValue text) {
        AttributeValue id = AttributeValue.fromS(key.text());
        return Put.builder().tableName("Notes").item(Map.of("id", id, "text", text)).build();
    }

    @Override
    DynamoDbIdempotencyGuard.Builder effects() {
        return DynamoDbIdempotencyGuard.builder("Effects").client(tables);
    }

    @Test
    void contentIsComparedAsInATable() {
        DynamoDbSink<Prices> sink = this.<Prices>notes().fingerprint("print").build();
        Prices prices = new Prices(Set.of("a", "b"), new BigDecimal("1.0"));
        Prices same = new Prices(Set.of("b", "a"), new BigDecimal("1.00"));
        Prices other = new Prices(Set.of("a"), new BigDecimal("1.0"));

        assertThat(sink.write(KEY, prices)).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink.write(KEY, same)).isEqualTo(WriteResult.DUPLICATE);
        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> sink.write(KEY, other));
    }

    @Test
    void whatNoTableStoresIsRefused() {
        DynamoDbSink<Map<String, Object>> sink = this.<Map<String, Object>>notes().build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> sink.write(KEY, Map.of("a", Double.NaN)));
        assertThat(tables.items("Notes")).isEmpty();
    }

    @Test
    void aTransactionThatCanNeverSucceedIsRefused() {
        TransactWriteItem put =
                TransactWriteItem.builder()
                        .put(it -> it.tableName("Notes").item(new HashMap<>()))
                        .build();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                markers()
                                        .writes(keyed -> List.of(put, put))
                                        .build()
                                        .write(KEY, new Keyed(KEY, null)))
                .withMessageEndingWith("two of its writes go to the same item of table \"Notes\"");
        assertThat(tables.transactions()).isEmpty();
    }
}

package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sinks and guards on tables with a partition key and a sort key. */
class SortKeyIT {

    @RegisterExtension
    static final LocalTables TABLES =
            new LocalTables()
                    .withSortKey("Shop", ScalarAttributeType.S, ScalarAttributeType.S)
                    .withSortKey("Readings", ScalarAttributeType.N, ScalarAttributeType.B);

    record Order(String customer, String number, int pieces) {}

    private static final Order ORDER = new Order("c-1", "o-1", 3);

    @Test
    void aDuplicateIsADuplicateOfTheWholeKey() {
        Sink<Order> orders =
                shop().key("pk", order -> "CUSTOMER#" + order.customer())
                        .sortKey("sk", order -> "ORDER#" + order.number())
                        .build();
        Order other = new Order("c-1", "o-2", 4);

        assertThat(orders.write(IdempotencyKey.of("e-1"), ORDER)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(IdempotencyKey.of("e-2"), other)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(IdempotencyKey.of("e-1"), ORDER)).isEqualTo(WriteResult.DUPLICATE);
        assertThat(TABLES.item("Shop", key("CUSTOMER#c-1", "ORDER#o-2")))
                .containsEntry("pieces", AttributeValue.fromN("4"));
    }

    @Test
    void theIdempotencyKeyMayBeTheSortKey() {
        Sink<Order> orders = shop().key("pk", Order::customer).sortKey("sk").build();

        assertThat(orders.write(IdempotencyKey.of("e-3"), ORDER)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(IdempotencyKey.of("e-4"), ORDER)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(IdempotencyKey.of("e-3"), ORDER)).isEqualTo(WriteResult.DUPLICATE);
        assertThat(TABLES.item("Shop", key("c-1", "e-4"))).isNotEmpty();
    }

    @Test
    void keysMayBeNumbersAndBytes() {
        Sink<Order> readings =
                DynamoDbSink.builder("Readings", Order.class)
                        .key("pk", Order::pieces)
                        .sortKey("sk", order -> order.number().getBytes(StandardCharsets.UTF_8))
                        .client(TABLES.client())
                        .build();

        assertThat(readings.write(IdempotencyKey.of("e-5"), ORDER)).isEqualTo(WriteResult.WRITTEN);
        assertThat(readings.write(IdempotencyKey.of("e-5"), ORDER))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(
                        TABLES.item(
                                "Readings",
                                Map.of(
                                        "pk", AttributeValue.fromN("3"),
                                        "sk",
                                                AttributeValue.fromB(
                                                        SdkBytes.fromUtf8String("o-1")))))
                .containsEntry("customer", AttributeValue.fromS("c-1"));
    }

    @Test
    void theKeyIsNoContent() {
        Sink<Order> orders =
                shop().key("pk").sortKey("sk", Order::customer).fingerprint("print").build();
        IdempotencyKey key = IdempotencyKey.of("e-6");
        Order other = new Order("c-1", "o-1", 4);

        assertThat(orders.write(key, ORDER)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(key, ORDER)).isEqualTo(WriteResult.DUPLICATE);
        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> orders.write(key, other))
                .withMessage(
                        "table \"Shop\" (key attributes \"pk\" and \"sk\") already has an item of the same"
                                + " key with other content");
    }

    /** An item, a marker and an effect of one event, each with the same key in one table. */
    @Test
    void sinksAndAGuardShareATable() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("e-7");
        Sink<Order> orders = shop().key("pk").sortKey("sk", "ORDER").build();
        Sink<Order> receipts = shop().key("pk").sortKey("sk", "RECEIPT").build();
        Sink<Order> stock =
                DynamoDbTransactionalSink.<Order>builder("Shop")
                        .key("pk")
                        .sortKey("sk", "MARKER")
                        .writes(order -> List.of(take(order)))
                        .client(TABLES.client())
                        .build();
        DynamoDbIdempotencyGuard payments =
                DynamoDbIdempotencyGuard.builder("Shop")
                        .key("pk")
                        .sortKey("sk", "ORDER")
                        .client(TABLES.client())
                        .build();

        for (WriteResult expected : List.of(WriteResult.WRITTEN, WriteResult.DUPLICATE)) {
            assertThat(orders.write(key, ORDER)).isEqualTo(expected);
            assertThat(receipts.write(key, ORDER)).isEqualTo(expected);
            assertThat(stock.write(key, ORDER)).isEqualTo(expected);
            assertThat(payments.runOnce(key, Deliveries.delivery(Duration.ofMinutes(1)), () -> {}))
                    .isEqualTo(expected);
        }
        assertThat(TABLES.item("Shop", key("STOCK", "pens")))
                .containsEntry("taken", AttributeValue.fromN("3"));
        assertThat(TABLES.item("Shop", key("mailroom-guard#e-7", "ORDER"))).isNotEmpty();
    }

    @Test
    void aTransactionThatWritesToItsOwnMarkerIsRefusedByTheWholeKey() {
        DynamoDbTransactionalSink.Builder<Order> builder =
                DynamoDbTransactionalSink.<Order>builder("Shop")
                        .key("pk")
                        .sortKey("sk", "MARKER")
                        .client(TABLES.client());
        Map<String, AttributeValue> marker = key("e-8", "MARKER");
        Map<String, AttributeValue> beside = key("e-8", "ORDER");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                builder.writes(order -> List.of(put(marker)))
                                        .build()
                                        .write(IdempotencyKey.of("e-8"), ORDER))
                .withMessageEndingWith("two of its writes go to the same item of table \"Shop\"");
        assertThat(
                        builder.writes(order -> List.of(put(beside)))
                                .build()
                                .write(IdempotencyKey.of("e-8"), ORDER))
                .isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void aTableWithASortKeyThatTheSinkDoesNotKnowIsNamed() {
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> shop().key("pk").build().write(IdempotencyKey.of("e-9"), ORDER))
                .withMessageStartingWith(
                        "table \"Shop\" (key attribute \"pk\") refused the item: expected the table to"
                                + " have exactly that key");
    }

    private static DynamoDbSink.Builder<Order> shop() {
        return DynamoDbSink.builder("Shop", Order.class).client(TABLES.client());
    }

    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName("Shop").item(item)).build();
    }

    private static TransactWriteItem take(Order order) {
        AttributeValue pieces = AttributeValue.fromN(Integer.toString(order.pieces()));
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName("Shop")
                                        .key(key("STOCK", "pens"))
                                        .updateExpression("ADD taken :pieces")
                                        .expressionAttributeValues(Map.of(":pieces", pieces)))
                .build();
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }
}

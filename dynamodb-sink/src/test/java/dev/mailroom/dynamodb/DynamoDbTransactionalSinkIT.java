package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class DynamoDbTransactionalSinkIT {

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables("Markers", "Stock", "Orders");

    private static final String WHERE = "table \"Markers\" (key attribute \"id\")";

    /** Takes pieces of an article out of the stock and stores the order. */
    record Order(String number, String article, int pieces) {}

    @Test
    void makesAllWritesOnce() {
        stock("pen", 10);
        Order order = new Order("o-1", "pen", 3);

        assertThat(sink(TABLES.client()).write(IdempotencyKey.of("e-1"), order))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(sink(TABLES.client()).write(IdempotencyKey.of("e-1"), order))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(pieces("pen")).isEqualTo("7");
        assertThat(TABLES.item("Orders", "o-1")).isNotEmpty();
        assertThat(TABLES.item("Markers", "e-1"))
                .isEqualTo(Map.of("id", AttributeValue.fromS("e-1")));
    }

    // C28
    @Test
    void aFailedConditionNamesItsWriteAndNothingIsWritten() {
        stock("rubber", 2);

        assertThatExceptionOfType(TransactionConditionFailedException.class)
                .isThrownBy(
                        () ->
                                sink(TABLES.client())
                                        .write(
                                                IdempotencyKey.of("e-2"),
                                                new Order("o-2", "rubber", 3)))
                .withMessage(
                        "nothing was written: the condition of write 1, to table \"Stock\", does not hold")
                .satisfies(failed -> assertThat(failed.table()).isEqualTo("Stock"))
                .satisfies(failed -> assertThat(failed.index()).isEqualTo(1))
                .satisfies(
                        failed -> assertThat(failed.reason()).isEqualTo("ConditionalCheckFailed"));
        assertThat(TABLES.item("Orders", "o-2")).isEmpty();
        assertThat(TABLES.item("Markers", "e-2")).isEmpty();
        assertThat(pieces("rubber")).isEqualTo("2");
    }

    @Test
    void aDuplicateWhoseConditionNoLongerHoldsIsStillADuplicate() {
        stock("ink", 3);
        Order order = new Order("o-3", "ink", 3);
        Sink<Order> sink = sink(TABLES.client());

        assertThat(sink.write(IdempotencyKey.of("e-3"), order)).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink.write(IdempotencyKey.of("e-3"), order)).isEqualTo(WriteResult.DUPLICATE);
        assertThat(pieces("ink")).isEqualTo("0");
    }

    @Test
    void aLostResponseIsWrittenAllTheSame() {
        stock("chalk", 10);
        AtomicInteger requests = new AtomicInteger();
        DynamoDbClient losing =
                FrontedClient.of(
                        TABLES.client(),
                        (request, real) -> {
                            Object answer = real.call();
                            if (requests.incrementAndGet() == 1) {
                                throw SdkClientException.create(
                                        "timed out", new SocketTimeoutException("read"));
                            }
                            return answer;
                        });

        assertThat(sink(losing).write(IdempotencyKey.of("e-4"), new Order("o-4", "chalk", 1)))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(requests).hasValue(2);
        assertThat(pieces("chalk")).isEqualTo("9");
    }

    @Test
    void aKeyThatNoTableTakesIsPoison() {
        Order order = new Order("o-6", "pen", 1);

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () ->
                                sink(TABLES.client())
                                        .write(IdempotencyKey.of("k".repeat(2049)), order))
                .withMessage("key \"id\" has 2049 bytes; DynamoDB takes at most 2048");
    }

    @Test
    void aMissingTableNeedNotBeThatOfTheMarkers() {
        assertThat(failureOf(List.of(put("Nowhere", "o-7"))))
                .isEqualTo(
                        "a table of a transaction with "
                                + WHERE
                                + " and writes to [Nowhere] does not exist in the client's account and region");
    }

    // C28; the writes do not show that "number" is not a key of Orders.
    @Test
    void aRefusedTransactionSaysWhatATransactionMayBe() {
        AttributeValue id = AttributeValue.fromS("o-8");
        TransactWriteItem one =
                putOf("Orders", Map.of("id", id, "number", AttributeValue.fromN("1")));
        TransactWriteItem two =
                putOf("Orders", Map.of("id", id, "number", AttributeValue.fromN("2")));

        assertThat(failureOf(List.of(one, two)))
                .isEqualTo(
                        "DynamoDB refused a transaction with "
                                + WHERE
                                + " and writes to [Orders]: expected valid writes of at most 4 MB, no two of them to"
                                + " one item, and exactly that key for the markers");
    }

    @Test
    void aMissingPermissionNeedNotBeThatForTheMarkers() {
        DynamoDbClient denying =
                FrontedClient.of(
                        TABLES.client(),
                        (request, real) -> {
                            throw RandomFaults.service("AccessDeniedException", 400);
                        });

        assertThat(failureOf(denying, List.of(put("Orders", "o-9"))))
                .isEqualTo(
                        "the role lacks a permission for a transaction with "
                                + WHERE
                                + " and writes to [Orders]: dynamodb:PutItem there, and what each of the other writes needs");
    }

    private static String failureOf(List<TransactWriteItem> writes) {
        return failureOf(TABLES.client(), writes);
    }

    private static String failureOf(DynamoDbClient client, List<TransactWriteItem> writes) {
        Sink<String> sink =
                DynamoDbTransactionalSink.<String>builder("Markers")
                        .key("id")
                        .writes(item -> writes)
                        .client(client)
                        .build();
        return catchThrowableOfType(
                        SinkException.class, () -> sink.write(IdempotencyKey.of("e-6"), ""))
                .getMessage();
    }

    private static TransactWriteItem put(String table, String id) {
        return putOf(table, Map.of("id", AttributeValue.fromS(id)));
    }

    private static TransactWriteItem putOf(String table, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
    }

    @Test
    void needsItsKeyAndItsWrites() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DynamoDbTransactionalSink.builder("Markers").key("id").build())
                .withMessage(
                        "the transactional sink of table Markers needs its key attribute and its writes:"
                                + " call key(...) and writes(...)");
    }

    private static Sink<Order> sink(DynamoDbClient client) {
        return DynamoDbTransactionalSink.<Order>builder("Markers")
                .key("id")
                .writes(DynamoDbTransactionalSinkIT::writes)
                .client(client)
                .retries(new VirtualTime().retriesWithin(Duration.ofSeconds(3)))
                .build();
    }

    private static List<TransactWriteItem> writes(Order order) {
        Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS(order.number()));
        Map<String, AttributeValue> article = Map.of("id", AttributeValue.fromS(order.article()));
        AttributeValue pieces = AttributeValue.fromN(Integer.toString(order.pieces()));
        return List.of(
                TransactWriteItem.builder().put(put -> put.tableName("Orders").item(item)).build(),
                TransactWriteItem.builder()
                        .update(
                                update ->
                                        update.tableName("Stock")
                                                .key(article)
                                                .updateExpression("SET pieces = pieces - :taken")
                                                .conditionExpression("pieces >= :taken")
                                                .expressionAttributeValues(
                                                        Map.of(":taken", pieces)))
                        .build());
    }

    private static void stock(String article, int pieces) {
        AttributeValue number = AttributeValue.fromN(Integer.toString(pieces));
        Map<String, AttributeValue> item =
                Map.of("id", AttributeValue.fromS(article), "pieces", number);
        TABLES.client().putItem(put -> put.tableName("Stock").item(item));
    }

    private static String pieces(String article) {
        return TABLES.item("Stock", article).get("pieces").n();
    }
}

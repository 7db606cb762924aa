package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.DynamoDbIdempotencyGuard;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.dynamodb.DynamoDbTransactionalSink;
import dev.mailroom.dynamodb.TransactionConditionFailedException;
import dev.mailroom.local.dynamodb.LocalDynamoDb;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.SecondaryIndex;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The sinks of the guide, on a DynamoDB of this machine. */
class SinksIT {

    record Order(String number, String product, int pieces) {}

    private static final Order PENS = new Order("o-1", "pen", 3);

    private static LocalDynamoDb local;
    private static DynamoDbClient client;

    @BeforeAll
    static void startTables() {
        local = LocalDynamoDb.start();
        for (String table : List.of("Orders", "Markers", "Stock", "Effects")) {
            local.createTable(LocalTable.of(table).partitionKey("id"));
        }
        local.createTable(LocalTable.of("Shop").partitionKey("pk").sortKey("sk"));
        client =
                DynamoDbClient.builder()
                        .endpointOverride(local.endpoint())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local")))
                        .build();
    }

    @AfterAll
    static void stopThem() {
        client.close();
        local.close();
    }

    @Test
    void aDatabaseForOneTest() {
        // region database
        LocalDynamoDb dynamoDb = LocalDynamoDb.start();
        dynamoDb.createTable(LocalTable.of("Orders").partitionKey("id"));
        // endregion
        try (dynamoDb) {
            assertThat(dynamoDb.endpoint()).isNotEqualTo(local.endpoint());
        }
    }

    @Test
    void aTableOfAnyShape() {
        // region table
        LocalTable orders =
                LocalTable.of("OrderEvents")
                        .partitionKey("order")
                        .sortKey(KeyAttribute.number("sequence"))
                        .index(SecondaryIndex.global("byCustomer", KeyAttribute.string("customer")))
                        .timeToLive("expiresAt");
        // endregion
        local.createTable(orders);

        assertThat(client.describeTable(table -> table.tableName("OrderEvents")).table())
                .satisfies(table -> assertThat(table.keySchema()).hasSize(2))
                .satisfies(table -> assertThat(table.globalSecondaryIndexes()).hasSize(1));
    }

    @Test
    void theItemIsTheEffect() {
        // region sink
        Sink<Order> orders =
                DynamoDbSink.builder("Orders", Order.class)
                        .key("id")
                        .timeToLive("expiresAt", Duration.ofDays(90)) // default: never
                        .fingerprint("fingerprint") // default: the same key is the same content
                        .client(client) // default: DynamoDbClient.create()
                        .build();
        // endregion
        IdempotencyKey key = IdempotencyKey.of("e-1");

        assertThat(orders.write(key, PENS)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(key, PENS)).isEqualTo(WriteResult.DUPLICATE);
        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> orders.write(key, new Order("o-1", "pen", 4)));
        Map<String, AttributeValue> item = item("Orders", "e-1");
        assertThat(item)
                .containsOnlyKeys("id", "number", "product", "pieces", "expiresAt", "fingerprint");
        assertThat(item.get("pieces").n()).isEqualTo("3");
        assertThat(Instant.ofEpochSecond(Long.parseLong(item.get("expiresAt").n())))
                .isAfter(Instant.now().plus(Duration.ofDays(89)));
    }

    @Test
    void aSinkAndAGuardShareATableWithASortKey() throws Exception {
        // region sort-key
        Sink<Order> orders =
                DynamoDbSink.builder("Shop", Order.class)
                        .key("pk", order -> "PRODUCT#" + order.product())
                        .sortKey("sk", order -> "ORDER#" + order.number())
                        .client(client)
                        .build();
        IdempotencyGuard receipts =
                DynamoDbIdempotencyGuard.builder("Shop")
                        .key("pk")
                        .sortKey("sk", "RECEIPT")
                        .client(client)
                        .build();
        // endregion
        IdempotencyKey key = IdempotencyKey.of("e-1");

        assertThat(orders.write(key, PENS)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(key, PENS)).isEqualTo(WriteResult.DUPLICATE);
        assertThat(receipts.runOnce(key, Deliveries.delivery(Duration.ofMinutes(1)), () -> {}))
                .isEqualTo(WriteResult.WRITTEN);
        Map<String, AttributeValue> stored =
                Map.of("pk", text("PRODUCT#pen"), "sk", text("ORDER#o-1"));
        assertThat(client.getItem(get -> get.tableName("Shop").key(stored)).item())
                .containsKey("pieces");
    }

    @Test
    void severalWritesAndTheirMarkerAreOne() {
        // region transaction
        Sink<Order> orders =
                DynamoDbTransactionalSink.<Order>builder("Markers")
                        .key("id")
                        .writes(order -> List.of(put(order), takeFromStock(order)))
                        .client(client)
                        .build();
        // endregion
        IdempotencyKey key = IdempotencyKey.of("e-2").in("orders");

        assertThat(orders.write(key, PENS)).isEqualTo(WriteResult.WRITTEN);
        assertThat(orders.write(key, PENS)).isEqualTo(WriteResult.DUPLICATE);
        assertThat(item("Stock", "pen").get("taken").n()).isEqualTo("3");
        assertThat(item("Orders", "o-1")).containsKey("product");
        assertThat(item("Markers", "orders#e-2")).containsOnlyKeys("id");
    }

    @Test
    void aConditionThatDoesNotHoldWritesNothing() {
        Sink<Order> orders =
                DynamoDbTransactionalSink.<Order>builder("Markers")
                        .key("id")
                        .writes(order -> List.of(put(order), takeWhatIsThere(order)))
                        .client(client)
                        .build();
        InMemorySink<Order> backorders = new InMemorySink<>();
        IdempotencyKey key = IdempotencyKey.of("e-3");
        Order order = new Order("o-3", "ink", 3);

        // region condition
        try {
            orders.write(key, order);
        } catch (TransactionConditionFailedException e) {
            if (!e.table().equals("Stock")) {
                throw e;
            }
            backorders.write(key, order); // the stock is too low, and nothing was written
        }
        // endregion

        assertThat(backorders.item(key)).contains(order);
        assertThat(item("Orders", "o-3")).isEmpty();
        assertThat(item("Markers", "e-3")).isEmpty();
    }

    static TransactWriteItem takeWhatIsThere(Order order) {
        AttributeValue pieces = AttributeValue.fromN(Integer.toString(order.pieces()));
        Update update =
                Update.builder()
                        .tableName("Stock")
                        .key(Map.of("id", text(order.product())))
                        .updateExpression("SET pieces = pieces - :pieces")
                        .conditionExpression("pieces >= :pieces")
                        .expressionAttributeValues(Map.of(":pieces", pieces))
                        .build();
        return TransactWriteItem.builder().update(update).build();
    }

    // region writes
    static TransactWriteItem put(Order order) {
        Map<String, AttributeValue> item =
                Map.of("id", text(order.number()), "product", text(order.product()));
        Put put = Put.builder().tableName("Orders").item(item).build();
        return TransactWriteItem.builder().put(put).build();
    }

    static TransactWriteItem takeFromStock(Order order) {
        AttributeValue pieces = AttributeValue.fromN(Integer.toString(order.pieces()));
        Update update =
                Update.builder()
                        .tableName("Stock")
                        .key(Map.of("id", text(order.product())))
                        .updateExpression("ADD taken :pieces")
                        .expressionAttributeValues(Map.of(":pieces", pieces))
                        .build();
        return TransactWriteItem.builder().update(update).build();
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    // endregion

    @Test
    void aGuardIsATableToo() throws Exception {
        // region guard
        IdempotencyGuard effects =
                DynamoDbIdempotencyGuard.builder("Effects")
                        .timeToLive("expiresAt", Duration.ofDays(30)) // default: never forgotten
                        .client(client)
                        .build();
        // endregion
        IdempotencyKey key = IdempotencyKey.of("u-1").in("welcome-mail");

        assertThat(effects.runOnce(key, Deliveries.delivery(Duration.ofMinutes(1)), () -> {}))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(effects.runOnce(key, Deliveries.delivery(Duration.ofMinutes(1)), () -> {}))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(item("Effects", "mailroom-guard#welcome-mail#u-1"))
                .containsKeys("id", "expiresAt");
    }

    private static Map<String, AttributeValue> item(String table, String id) {
        return client.getItem(request -> request.tableName(table).key(Map.of("id", text(id))))
                .item();
    }
}

package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.RandomFaults.Fault;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Faults at the SDK's border, on DynamoDB Local: no record is called done whose write did not
 * happen, and no write happens twice.
 */
class FaultsIT {

    private static final int KEYS = Integer.getInteger("mailroom.faults.keys", 300);
    private static final int DELIVERIES = 3;
    private static final int LANES = 30;

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables("Items", "Markers", "Counters", "Effects");

    /** What one delivery wants written; no two are the same. */
    record Item(String content) {}

    record Delivery(IdempotencyKey key, Item item) {}

    private final Map<String, Queue<Item>> written = new ConcurrentHashMap<>();
    private final Map<String, Queue<WriteResult>> results = new ConcurrentHashMap<>();

    /** Time for two attempts only, so that some deliveries fail and come again. */
    private final Retries retries = new VirtualTime().retriesWithin(Duration.ofMillis(150));

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aSinkWritesEachKeyOnceAndCallsNothingDoneThatIsNotThere(long seed) throws Exception {
        RandomFaults faults = RandomFaults.before(TABLES.client(), seed);
        Sink<Item> sink =
                DynamoDbSink.<Item>builder("Items")
                        .key("id")
                        .client(faults.client())
                        .retries(retries)
                        .build();

        deliverAll(sink, "items-" + seed);

        assertThat(faults.made()).containsOnlyKeys(Fault.values());
        for (String key : results.keySet()) {
            assertThat(results.get(key)).as(key).hasSize(DELIVERIES);
            String stored = TABLES.item("Items", key).get("content").s();
            // Lost responses may leave no WRITTEN, but never two, and never one of another item.
            assertThat(written.getOrDefault(key, new ConcurrentLinkedQueue<>()))
                    .as(key)
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(item -> item.content().equals(stored));
        }
        assertThat(results).hasSize(KEYS);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void aTransactionalSinkMakesEachWriteExactlyOnce(long seed) throws Exception {
        RandomFaults faults = RandomFaults.before(TABLES.client(), seed);
        String counter = "counter-" + seed;
        Sink<Item> sink =
                DynamoDbTransactionalSink.<Item>builder("Markers")
                        .key("id")
                        .client(faults.client())
                        .retries(retries)
                        .writes(item -> List.of(count(counter + numberOf(item))))
                        .build();

        deliverAll(sink, "markers-" + seed);

        assertThat(faults.made()).containsOnlyKeys(Fault.values());
        for (String key : results.keySet()) {
            assertThat(results.get(key)).as(key).hasSize(DELIVERIES);
            AttributeValue count =
                    TABLES.item("Counters", counter + key.substring(key.lastIndexOf(':') + 1))
                            .get("count");
            assertThat(count).as(key).isEqualTo(AttributeValue.fromN("1"));
        }
        assertThat(results).hasSize(KEYS);
    }

    private static String numberOf(Item item) {
        return item.content().substring(0, item.content().indexOf('/'));
    }

    private static TransactWriteItem count(String id) {
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName("Counters")
                                        .key(Map.of("id", AttributeValue.fromS(id)))
                                        .updateExpression("ADD #count :one")
                                        .expressionAttributeNames(Map.of("#count", "count"))
                                        .expressionAttributeValues(
                                                Map.of(":one", AttributeValue.fromN("1"))))
                .build();
    }

    /** Each delivery comes again until it succeeds, as SQS would have it. */
    private void deliverAll(Sink<Item> sink, String prefix) throws Exception {
        List<Callable<Void>> deliveries = new ArrayList<>();
        for (int copy = 0; copy < DELIVERIES; copy++) {
            for (int i = 0; i < KEYS; i++) {
                IdempotencyKey key = IdempotencyKey.of(prefix + ":" + i);
                Delivery delivery = new Delivery(key, new Item(i + "/" + copy));
                deliveries.add(() -> deliver(sink, delivery));
            }
        }
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            for (Future<Void> future : lanes.invokeAll(deliveries)) {
                future.get();
            }
        } finally {
            lanes.shutdownNow();
        }
    }

    private Void deliver(Sink<Item> sink, Delivery delivery) {
        String key = delivery.key().text();
        SinkException last = null;
        for (int receive = 0; receive < 100; receive++) {
            try {
                WriteResult result = sink.write(delivery.key(), delivery.item());
                results.computeIfAbsent(key, same -> new ConcurrentLinkedQueue<>()).add(result);
                if (result == WriteResult.WRITTEN) {
                    written.computeIfAbsent(key, same -> new ConcurrentLinkedQueue<>())
                            .add(delivery.item());
                }
                return null;
            } catch (SinkException notKnown) {
                last = notKnown; // SQS keeps the message.
            }
        }
        throw new AssertionError("a record failed 100 times: " + delivery, last);
    }
}

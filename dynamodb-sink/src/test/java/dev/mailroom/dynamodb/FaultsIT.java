package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyGuard.Completion;
import dev.mailroom.IdempotencyGuard.EffectWithResult;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.MailroomException;
import dev.mailroom.RetryLaterException;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.RandomFaults.Fault;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults at the SDK's border, on DynamoDB: no record is called done whose write did not happen, and
 * no write, and no effect whose owner lives, happens twice.
 */
class FaultsIT {

    private static final int KEYS = Integer.getInteger("mailroom.faults.keys", 120);
    private static final int DELIVERIES = 3;
    private static final int LANES = 30;

    private static final Fault[] ALL = Fault.values();
    private static final Fault[] OF_ONE_WRITE =
            EnumSet.complementOf(EnumSet.of(Fault.PARTIAL)).toArray(Fault[]::new);

    @RegisterExtension
    static final LocalTables TABLES = new LocalTables("Items", "Markers", "Counters", "Effects");

    /** What one delivery wants written; no two are the same. */
    record Item(String content) {}

    record Redelivered(IdempotencyKey key, Item item) {}

    private final Map<String, Queue<Item>> written = new ConcurrentHashMap<>();
    private final Map<String, Queue<WriteResult>> results = new ConcurrentHashMap<>();

    /** Time for only two attempts, so that some deliveries fail and are repeated. */
    private final Retries retries = new VirtualTime().retriesWithin(Duration.ofMillis(150));

    /** How a sink goes about its writes. */
    enum Way {
        TOGETHER,
        ALONE,
        TOGETHER_AND_LOOKING_AT_DUPLICATES
    }

    @ParameterizedTest
    @EnumSource
    void aSinkWritesEachKeyOnceAndCallsNothingDoneThatIsNotThere(Way way) throws Exception {
        RandomFaults faults = RandomFaults.before(TABLES.client(), 1);
        DynamoDbSink.Builder<Item> sink =
                DynamoDbSink.<Item>builder("Items")
                        .key("id")
                        .client(faults.client())
                        .groupCommit(way != Way.ALONE)
                        .retries(retries);
        if (way == Way.TOGETHER_AND_LOOKING_AT_DUPLICATES) {
            sink.fingerprint("print", "content").timeToLive("expiresAt", Duration.ofDays(1));
        }

        deliverAll(sink.build(), way.name());

        assertThat(faults.made()).containsOnlyKeys(way == Way.ALONE ? OF_ONE_WRITE : ALL);
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

        assertThat(faults.made()).containsOnlyKeys(ALL);
        for (String key : results.keySet()) {
            assertThat(results.get(key)).as(key).hasSize(DELIVERIES);
            AttributeValue count =
                    TABLES.item("Counters", counter + key.substring(key.lastIndexOf(':') + 1))
                            .get("count");
            assertThat(count).as(key).isEqualTo(AttributeValue.fromN("1"));
        }
        assertThat(results).hasSize(KEYS);
    }

    /**
     * No owner dies here, and there is time for every repetition: lost responses alone must make no
     * effect happen again.
     */
    @Test
    void aGuardMakesEachEffectExactlyOnceAndRemembersWhatItReturned() throws Exception {
        RandomFaults faults = RandomFaults.before(TABLES.client(), 5);
        IdempotencyGuard guard =
                DynamoDbIdempotencyGuard.builder("Effects")
                        .client(faults.client())
                        .retries(retries)
                        .build();
        Delivery context = Deliveries.delivery(Duration.ofMinutes(10));
        Map<String, AtomicInteger> effects = new ConcurrentHashMap<>();
        Queue<Completion> completions = new ConcurrentLinkedQueue<>();

        deliverEach(
                "effects",
                delivery -> {
                    String key = delivery.key().text();
                    EffectWithResult effect =
                            () -> {
                                effects.computeIfAbsent(key, same -> new AtomicInteger())
                                        .incrementAndGet();
                                return key;
                            };
                    Completion completion = guard.callOnce(delivery.key(), context, effect);
                    assertThat(completion.value()).isEqualTo(key);
                    completions.add(completion);
                });

        assertThat(faults.made()).containsOnlyKeys(ALL);
        assertThat(effects).hasSize(KEYS);
        assertThat(effects.values()).extracting(AtomicInteger::get).containsOnly(1);
        assertThat(completions)
                .hasSize(KEYS * DELIVERIES)
                .filteredOn(completion -> completion.result() == WriteResult.WRITTEN)
                .hasSize(KEYS);
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

    /** Each delivery is repeated until it succeeds, as by SQS. */
    private void deliverAll(Sink<Item> sink, String prefix) throws Exception {
        deliverEach(
                prefix,
                delivery -> {
                    WriteResult result = sink.write(delivery.key(), delivery.item());
                    add(results, delivery, result);
                    if (result == WriteResult.WRITTEN) {
                        add(written, delivery, delivery.item());
                    }
                });
    }

    private static <V> void add(Map<String, Queue<V>> all, Redelivered delivery, V value) {
        all.computeIfAbsent(delivery.key().text(), same -> new ConcurrentLinkedQueue<>())
                .add(value);
    }

    /** Handles a delivery. */
    private interface Handler {
        void handle(Redelivered delivery) throws Exception;
    }

    private static void deliverEach(String prefix, Handler handler) throws Exception {
        List<Callable<Void>> deliveries = new ArrayList<>();
        for (int copy = 0; copy < DELIVERIES; copy++) {
            for (int i = 0; i < KEYS; i++) {
                IdempotencyKey key = IdempotencyKey.of(prefix + ":" + i);
                Redelivered delivery = new Redelivered(key, new Item(i + "/" + copy));
                deliveries.add(() -> deliver(delivery, handler));
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

    private static Void deliver(Redelivered delivery, Handler handler) throws Exception {
        MailroomException last = null;
        for (int receive = 0; receive < 10_000; receive++) {
            try {
                handler.handle(delivery);
                return null;
            } catch (SinkException | RetryLaterException notKnown) {
                last = notKnown; // SQS keeps the message.
            }
        }
        throw new AssertionError("a record failed 10,000 times: " + delivery, last);
    }
}

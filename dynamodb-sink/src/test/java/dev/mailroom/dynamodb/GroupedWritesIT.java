package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.SteppingClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;

/** Writes that leave as one request, on DynamoDB. A first write is held until they gather. */
class GroupedWritesIT {

    @RegisterExtension static final LocalTables TABLES = new LocalTables("Items");

    /** A key that the table refuses, alone or among others, as it does what only it can check. */
    private static final String REFUSED = "refused-by-the-table";

    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch gathered = new CountDownLatch(1);
    private final SteppingClock clock = new SteppingClock(Instant.now());

    @Test
    void eachWriteOfARequestHasItsOwnOutcome() throws Exception {
        DynamoDbSink<Map<String, String>> sink = sink().build();
        Sink<Map<String, String>> alone = sink().groupCommit(false).client(TABLES.client()).build();
        alone.write(IdempotencyKey.of("own-taken"), Map.of("text", "stored"));

        List<Future<WriteResult>> writes =
                together(sink, "own-first", "own-new", "own-taken", "own-other");

        assertThat(results(writes)).containsExactly("WRITTEN", "WRITTEN", "DUPLICATE", "WRITTEN");
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1)).isInstanceOf(BatchExecuteStatementRequest.class);
        assertThat(TABLES.item("Items", "own-taken").get("text").s()).isEqualTo("stored");
        assertThat(TABLES.item("Items", "own-new").get("text").s()).isEqualTo("own-new");
    }

    @Test
    void whoCountsIsToldTheSizeOfEachRequest() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        DynamoDbSink<Map<String, String>> sink = sink().onGroupCommit(sizes::add).build();

        results(together(sink, "size-first", "size-a", "size-b", "size-c"));

        assertThat(sizes).containsExactly(1, 3);
    }

    @Test
    void whoCountsAndFailsStopsNoWrite() throws Exception {
        IntConsumer broken =
                writes -> {
                    throw new IllegalStateException("no metrics today");
                };
        DynamoDbSink<Map<String, String>> sink = sink().onGroupCommit(broken).build();

        assertThat(results(together(sink, "broken-first", "broken-a", "broken-b")))
                .containsExactly("WRITTEN", "WRITTEN", "WRITTEN");
        assertThat(requests).hasSize(2);
    }

    @Test
    void aStatementStoresWhatAPutStores() {
        AttributeMapper mapper = new AttributeMapper(new ObjectMapper());
        AbsentKey absent = new AbsentKey("id", null, clock);
        TableKey<Object> key =
                new TableKey<>(KeyPart.partition("id", (same, item) -> same.text()), null);
        ItemWriter<Object> writer = new ItemWriter<>("Items", key, mapper, absent, null);
        List<Object> mixed =
                Arrays.asList("", "it's \"quoted\" ?", null, 1.5e-20, List.of(), Map.of());
        Map<String, Object> item =
                Map.of(
                        "the name",
                        mixed,
                        "größe",
                        Map.of("deep", List.of(Map.of("a", true, "b", new byte[] {0, 1}))),
                        "?",
                        new BigDecimal("12345678901234567890123456789012345678"),
                        "order",
                        Long.MIN_VALUE);
        List<NewItem> items =
                List.of(
                        writer.prepare(IdempotencyKey.of("rich-a"), item),
                        writer.prepare(IdempotencyKey.of("rich-b"), item));
        Table table = new Table(TABLES.client(), "Items", key.description());
        TimeLimit minute = TimeLimit.of(Duration.ofMinutes(1), () -> 0);

        assertThat(new InsertRequests(table, null, true, size -> {}).send(items, minute))
                .containsExactly(Attempt.Settled.WRITTEN, Attempt.Settled.WRITTEN);
        NewItem put = writer.prepare(IdempotencyKey.of("rich-put"), item);
        TABLES.client().putItem(put.put());
        assertThat(withoutKey("rich-a")).isEqualTo(withoutKey("rich-put")).hasSize(4);
        assertThat(withoutKey("rich-b")).isEqualTo(withoutKey("rich-put"));
    }

    private static Map<String, AttributeValue> withoutKey(String key) {
        Map<String, AttributeValue> item = new HashMap<>(TABLES.item("Items", key));
        item.remove("id");
        return item;
    }

    @Test
    void onlyTheGuiltyRecordOfARefusedRequestFails() throws Exception {
        List<Future<WriteResult>> writes =
                together(sink().build(), "guilty-first", "guilty-a", REFUSED, "guilty-b");

        assertThat(results(writes))
                .containsExactly("WRITTEN", "WRITTEN", SinkException.class.getName(), "WRITTEN");
    }

    @Test
    void aConflictAmongOthersFailsItsOwnRecordOnly() throws Exception {
        DynamoDbSink.Builder<Map<String, String>> printing = sink().fingerprint("print");
        printing.build();
        DynamoDbSink.<Map<String, String>>builder("Items")
                .key("id")
                .fingerprint("print")
                .client(TABLES.client())
                .build()
                .write(IdempotencyKey.of("conflict-taken"), Map.of("text", "other"));

        List<Future<WriteResult>> writes =
                together(printing.build(), "conflict-first", "conflict-taken", "conflict-new");

        assertThat(results(writes))
                .containsExactly(
                        "WRITTEN", IdempotencyConflictException.class.getName(), "WRITTEN");
        assertThat(TABLES.item("Items", "conflict-taken").get("text").s()).isEqualTo("other");
    }

    // C29
    @Test
    void anExpiredItemAmongOthersIsReplaced() throws Exception {
        Duration hour = Duration.ofHours(1);
        DynamoDbSink.Builder<Map<String, String>> expiring =
                sink().timeToLive("expiresAt", hour).clock(clock);
        DynamoDbSink.<Map<String, String>>builder("Items")
                .key("id")
                .timeToLive("expiresAt", hour)
                .clock(clock)
                .client(TABLES.client())
                .build()
                .write(IdempotencyKey.of("expired"), Map.of("text", "old"));
        clock.step(hour);

        List<Future<WriteResult>> writes =
                together(expiring.build(), "expiry-first", "expired", "expiry-new");

        assertThat(results(writes)).containsExactly("WRITTEN", "WRITTEN", "WRITTEN");
        assertThat(TABLES.item("Items", "expired").get("text").s()).isEqualTo("expired");
    }

    /** Holds the first write until the others wait, so that they leave together. */
    private List<Future<WriteResult>> together(
            DynamoDbSink<Map<String, String>> sink, String first, String... others) {
        List<Future<WriteResult>> writes = new ArrayList<>();
        writes.add(write(sink, first));
        await().atMost(Duration.ofMinutes(1)).until(() -> requests.size() == 1);
        for (String other : others) {
            writes.add(write(sink, other));
            int waiting = writes.size() - 1;
            await().atMost(Duration.ofMinutes(1)).until(() -> sink.waiting() == waiting);
        }
        gathered.countDown();
        return writes;
    }

    private static Future<WriteResult> write(Sink<Map<String, String>> sink, String key) {
        Delivery delivery = Deliveries.delivery(Duration.ofMinutes(1));
        Callable<WriteResult> call =
                () -> sink.write(IdempotencyKey.of(key), Map.of("text", key), delivery);
        FutureTask<WriteResult> task = new FutureTask<>(call);
        new Thread(task, key).start();
        return task;
    }

    private static List<String> results(List<Future<WriteResult>> writes) throws Exception {
        List<String> results = new ArrayList<>();
        for (Future<WriteResult> write : writes) {
            try {
                results.add(write.get().name());
            } catch (ExecutionException e) {
                results.add(e.getCause().getClass().getName());
            }
        }
        return results;
    }

    private DynamoDbSink.Builder<Map<String, String>> sink() {
        DynamoDbClient held =
                FrontedClient.of(
                        TABLES.client(),
                        (request, real) -> {
                            requests.add(request);
                            gathered.await();
                            if (request.toString().contains(REFUSED)) {
                                throw DynamoDbException.builder()
                                        .awsErrorDetails(
                                                AwsErrorDetails.builder()
                                                        .errorCode("ValidationException")
                                                        .build())
                                        .statusCode(400)
                                        .build();
                            }
                            return real.call();
                        });
        return DynamoDbSink.<Map<String, String>>builder("Items").key("id").client(held);
    }
}

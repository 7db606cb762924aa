package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** Many writers of the same keys, on DynamoDB. */
class RaceIT {

    /** 10,000 in the nightly run. */
    private static final int KEYS = Integer.getInteger("mailroom.race.keys", 400);

    private static final int SINKS = 4;
    private static final int WRITERS = 8;

    /** As many keys are raced for at a time, so that the sinks have something to group. */
    private static final int TEAMS = 10;

    @RegisterExtension
    static final LocalTables TABLES =
            new LocalTables("Items")
                    .withSortKey("Shop", ScalarAttributeType.S, ScalarAttributeType.S);

    private final AtomicIntegerArray written = new AtomicIntegerArray(KEYS);
    private final AtomicIntegerArray duplicates = new AtomicIntegerArray(KEYS);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exactlyOneOf8WritersThrough4SinksWritesAKey(boolean sorted) throws Exception {
        List<Sink<Map<String, Integer>>> sinks =
                IntStream.range(0, SINKS).mapToObj(i -> sorted ? sortedSink() : sink()).toList();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int team = 0; team < TEAMS; team++) {
            CyclicBarrier together = new CyclicBarrier(WRITERS);
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = team;
                int content = writer;
                Sink<Map<String, Integer>> sink = sinks.get(writer % SINKS);
                writers.add(() -> race(sink, first, content, together));
            }
        }

        ExecutorService lanes = Executors.newFixedThreadPool(writers.size());
        try {
            for (Future<Void> future : lanes.invokeAll(writers)) {
                future.get();
            }
        } finally {
            lanes.shutdownNow();
        }

        assertThat(IntStream.range(0, KEYS).map(written::get)).containsOnly(1);
        assertThat(IntStream.range(0, KEYS).map(duplicates::get)).containsOnly(WRITERS - 1);
    }

    private Void race(
            Sink<Map<String, Integer>> sink, int first, int content, CyclicBarrier together)
            throws Exception {
        for (int key = first; key < KEYS; key += TEAMS) {
            together.await(1, TimeUnit.MINUTES);
            WriteResult result =
                    sink.write(
                            IdempotencyKey.of("race-" + key),
                            Map.of("writer", content),
                            Deliveries.delivery(Duration.ofMinutes(1)));
            (result == WriteResult.WRITTEN ? written : duplicates).incrementAndGet(key);
        }
        return null;
    }

    private static Sink<Map<String, Integer>> sink() {
        return DynamoDbSink.<Map<String, Integer>>builder("Items")
                .key("id")
                .client(TABLES.client())
                .build();
    }

    /** All keys are in one partition. */
    private static Sink<Map<String, Integer>> sortedSink() {
        return DynamoDbSink.<Map<String, Integer>>builder("Shop")
                .key("pk", item -> "RACE")
                .sortKey("sk")
                .client(TABLES.client())
                .build();
    }
}

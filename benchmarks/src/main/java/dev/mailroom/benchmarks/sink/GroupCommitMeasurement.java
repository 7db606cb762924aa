package dev.mailroom.benchmarks.sink;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.DynamoDbSink;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.IntStream;

/**
 * Writes 1,000 records once by one conditional {@code PutItem} after another, without Mailroom, and
 * once by a {@link DynamoDbSink} from 50 lanes. Prints both as a table, and fails if the budget is
 * broken.
 */
public final class GroupCommitMeasurement {

    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final int RECORDS = 1_000;
    private static final int LANES = 50;
    private static final int WARM_UP_ROUNDS = 20;
    private static final int ROUNDS = 5;

    private static final double TIMES_FASTER = 20;
    private static final double REQUESTS_PER_RECORD = 0.06;

    private record Signup(String email, String name) {}

    private record Run(double millis, int requests) {}

    private GroupCommitMeasurement() {}

    /**
     * Measures, after some rounds to warm up, and compares the medians of the rounds.
     *
     * @param arguments the file for the table
     */
    public static void main(String[] arguments) throws Exception {
        oneAfterAnother();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            lanes();
        }
        List<Run> sequential = new ArrayList<>();
        List<Run> grouped = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            sequential.add(oneAfterAnother());
            grouped.add(lanes());
        }

        double faster = median(sequential).millis() / median(grouped).millis();
        int mostRequests = grouped.stream().mapToInt(Run::requests).max().orElseThrow();
        double perRecord = (double) mostRequests / RECORDS;
        boolean holds = faster >= TIMES_FASTER && perRecord <= REQUESTS_PER_RECORD;
        String table =
                table(median(sequential), median(grouped)) + verdict(faster, perRecord, holds);
        System.out.println(table);
        Files.writeString(Path.of(arguments[0]), table);
        if (!holds) {
            System.exit(1);
        }
    }

    private static String table(Run sequential, Run grouped) {
        return "| | time | requests |\n| --- | --- | --- |\n"
                + row("one conditional `PutItem` after another", sequential)
                + row("`DynamoDbSink`, " + LANES + " lanes", grouped);
    }

    private static String row(String what, Run run) {
        return String.format(
                Locale.ROOT, "| %s | %,.0f ms | %,d |%n", what, run.millis(), run.requests());
    }

    private static String verdict(double faster, double perRecord, boolean holds) {
        return String.format(
                Locale.ROOT,
                "%n%.1f times faster (budget: %.0f) with %.3f requests per record (budget: %.2f):"
                        + " %s%n%nMedians of %d rounds, Java %s%n",
                faster,
                TIMES_FASTER,
                perRecord,
                REQUESTS_PER_RECORD,
                holds ? "holds" : "BROKEN",
                ROUNDS,
                Runtime.version());
    }

    private static Run oneAfterAnother() throws Exception {
        DistantTable table = new DistantTable(LATENCY);
        return measure(
                table,
                () -> {
                    IntStream.range(0, RECORDS).forEach(i -> table.putItem(put(i)));
                    return null;
                });
    }

    private static PutItemRequest put(int i) {
        Map<String, AttributeValue> item =
                Map.of(
                        "id", AttributeValue.fromS("user-" + i),
                        "email", AttributeValue.fromS("user-" + i + "@example.com"),
                        "name", AttributeValue.fromS("User " + i));
        return PutItemRequest.builder()
                .tableName("Signups")
                .item(item)
                .conditionExpression("attribute_not_exists(#key)")
                .expressionAttributeNames(Map.of("#key", "id"))
                .build();
    }

    private static Run lanes() throws Exception {
        DistantTable table = new DistantTable(LATENCY);
        Sink<Signup> sink =
                DynamoDbSink.builder("Signups", Signup.class).key("id").client(table).build();
        List<Callable<WriteResult>> writes =
                IntStream.range(0, RECORDS).mapToObj(i -> write(sink, i)).toList();
        ThreadPoolExecutor lanes = (ThreadPoolExecutor) Executors.newFixedThreadPool(LANES);
        lanes.prestartAllCoreThreads();
        try {
            return measure(table, () -> results(lanes.invokeAll(writes)));
        } finally {
            lanes.shutdownNow();
        }
    }

    private static Callable<WriteResult> write(Sink<Signup> sink, int i) {
        Signup signup = new Signup("user-" + i + "@example.com", "User " + i);
        return () -> sink.write(IdempotencyKey.of("user-" + i), signup);
    }

    private static List<WriteResult> results(List<Future<WriteResult>> writes) throws Exception {
        List<WriteResult> results = new ArrayList<>();
        for (Future<WriteResult> write : writes) {
            results.add(write.get());
        }
        return results;
    }

    private static Run measure(DistantTable table, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        double millis = (System.nanoTime() - start) / 1e6;
        if (table.items() != RECORDS) {
            throw new IllegalStateException(table.items() + " of " + RECORDS + " records written");
        }
        return new Run(millis, table.requests());
    }

    private static Run median(List<Run> runs) {
        return runs.stream()
                .sorted((a, b) -> Double.compare(a.millis(), b.millis()))
                .toList()
                .get(runs.size() / 2);
    }
}

package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Systems that the library serves without code of its own for them. */
class SystemsTest {

    static final EventType<Void> TICK = EventType.of("aws.events", "Scheduled Event", Void.class);

    record Snapshot(Instant at, int openOrders) {}

    @Test
    void aScheduleRunsAJobAndRecordsTheStatus() {
        InMemorySink<Snapshot> history = new InMemorySink<>();
        List<String> jobs = new ArrayList<>();
        SqsBatchHandler handler =
                SqsBatchHandler.builder(schedule(history, () -> 7, () -> jobs.add("cleaned up")))
                        .build();
        String tick = event("e-1", "aws.events", "Scheduled Event", "{}");

        assertThat(reported(handler.handleRequest(batch(tick), invocation()))).isEmpty();

        assertThat(jobs).containsExactly("cleaned up");
        assertThat(history.items().values())
                .containsExactly(new Snapshot(Instant.parse("2026-11-22T10:00:00Z"), 7));
    }

    private static EventRouter schedule(
            Sink<Snapshot> history, Supplier<Integer> openOrders, Runnable cleanUp) {
        // region schedule
        return EventRouter.builder()
                .on(
                        TICK,
                        event -> {
                            cleanUp.run(); // may run twice, so it must not matter if it does
                            history.write(
                                    event.key(), new Snapshot(event.time(), openOrders.get()));
                        })
                .build();
        // endregion
    }

    record LogLine(String host, long sequence, String text) {}

    static final EventType<LogLine> LOG_LINE = EventType.of("my.hosts", "LogLine", LogLine.class);

    @Test
    void logLinesAreCollectedOnce() {
        InMemorySink<LogLine> lines = new InMemorySink<>();
        String line =
                event(
                        "e-1",
                        "my.hosts",
                        "LogLine",
                        "{\"host\": \"a\", \"sequence\": 5, \"text\": \"up\"}");
        String sentAgain = line.replace("e-1", "e-2");
        SqsBatchHandler handler = SqsBatchHandler.builder(logs(lines)).build();

        assertThat(reported(handler.handleRequest(batch(line, sentAgain), invocation()))).isEmpty();

        assertThat(lines.items()).containsOnlyKeys(IdempotencyKey.of("a/5"));
    }

    private static EventRouter logs(Sink<LogLine> lines) {
        // region logs
        return EventRouter.builder()
                .on(
                        LOG_LINE,
                        event -> {
                            LogLine line = event.detail();
                            String key = line.host() + "/" + line.sequence();
                            lines.write(IdempotencyKey.of(key), line);
                        })
                .build();
        // endregion
    }

    record Reading(String sensor, Instant at, double value) {}

    static final EventType<Reading> READING = EventType.of("my.sensors", "Reading", Reading.class);

    @Test
    void readingsComeInLargeBatches() {
        InMemorySink<Reading> readings = new InMemorySink<>();
        String[] bodies =
                IntStream.range(0, 1_000).mapToObj(SystemsTest::reading).toArray(String[]::new);

        // region sensors
        EventRouter routes =
                EventRouter.builder()
                        .onDelivery(
                                READING,
                                (event, delivery) ->
                                        readings.write(event.key(), event.detail(), delivery))
                        .build();
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes)
                        .concurrency(50) // writes of 50 lanes leave together
                        .build();
        // endregion

        assertThat(reported(handler.handleRequest(batch(bodies), invocation()))).isEmpty();
        assertThat(readings.items()).hasSize(1_000);
    }

    private static String reading(int i) {
        return event(
                "e-" + i,
                "my.sensors",
                "Reading",
                "{\"sensor\": \"s-1\", \"at\": \"2026-11-22T10:00:00Z\", \"value\": " + i + "}");
    }
}

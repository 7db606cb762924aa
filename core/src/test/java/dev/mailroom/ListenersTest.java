package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What listeners are told, and that they change nothing. */
class ListenersTest {

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final List<BatchSummary> summaries = new ArrayList<>();
    private final PoisonMessageException poison = new PoisonMessageException("no lines");

    @Test
    void whateverAListenerOrAPolicyThrowsChangesNoOutcome() {
        LinkageError broken = new NoClassDefFoundError("Metrics");
        BatchListener listener =
                new BatchListener() {
                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {
                        throw broken;
                    }

                    @Override
                    public void onBatch(BatchSummary summary) {
                        throw broken;
                    }
                };
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    if (record.messageId().equals("poison")) {
                                        throw poison;
                                    } else if (record.messageId().equals("fails")) {
                                        throw new IllegalStateException("broken");
                                    }
                                })
                        .listener(listener)
                        .onPoison(
                                (delivery, cause) -> {
                                    throw broken;
                                })
                        .onRetry(
                                failed -> {
                                    throw broken;
                                })
                        .build();

        assertThat(failures(handler.handleRequest(standard("fine", "poison", "fails"), lambda)))
                .containsExactly("poison", "fails");
    }

    @Test
    void theListenerGetsASummaryOfTheBatch() {
        handler(
                        (record, delivery) -> {
                            lambda.pass(Duration.ofMillis(100));
                            switch (record.messageId().substring(2)) {
                                case "duplicate" -> delivery.duplicate();
                                case "skipped" -> delivery.skip("nobody wants it");
                                case "poison" -> throw poison;
                                case "fails" -> throw new IllegalStateException("broken");
                                default -> {}
                            }
                        })
                .onPoison(
                        (delivery, cause) ->
                                delivery.messageId().startsWith("q")
                                        ? Disposition.QUARANTINE_AND_GO_ON
                                        : Disposition.REPORT)
                .build()
                .handleRequest(
                        fifo(
                                "a/done",
                                "b/duplicate",
                                "c/skipped",
                                "d/fails",
                                "d/next",
                                "e/poison",
                                "q/poison"),
                        lambda);

        BatchSummary summary =
                new BatchSummary(
                        1, 1, 1, 1, 2, 1, 1, Duration.ofMillis(600), Duration.ofMillis(59_400));
        assertThat(summaries).containsExactly(summary);
        assertThat(summary.records()).isEqualTo(7);
        assertThat(summary.reported()).isEqualTo(3);
    }

    @Test
    void theContextTellsHowLongTheHandlerTook() {
        List<Duration> times = new ArrayList<>();
        SqsBatchHandler.builder(
                        (record, delivery) -> {
                            assertThat(delivery.handlingTime()).isZero();
                            lambda.pass(Duration.ofMillis(70));
                            if (record.messageId().equals("a/1")) {
                                throw new IllegalStateException("broken");
                            }
                        })
                .listener((delivery, outcome) -> times.add(delivery.handlingTime()))
                .build()
                .handleRequest(fifo("a/1", "a/2"), lambda);

        assertThat(times).containsExactly(Duration.ofMillis(70), Duration.ZERO);
    }

    @Test
    void aListenerThatThrowsAtTheEndChangesNothing() {
        SqsBatchHandler handler =
                SqsBatchHandler.builder((record, delivery) -> {})
                        .listener(
                                new BatchListener() {
                                    @Override
                                    public void onOutcome(Delivery delivery, Outcome outcome) {}

                                    @Override
                                    public void onBatch(BatchSummary summary) {
                                        throw new IllegalStateException("listener");
                                    }
                                })
                        .build();

        assertThat(failures(handler.handleRequest(standard("1"), lambda))).isEmpty();
    }

    @Test
    void aListenerSeesTheRecordsOfABatchWithTheirOutcomes() {
        List<String> seen = new ArrayList<>();
        BatchListener listener =
                new BatchListener() {
                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {}

                    @Override
                    public void onBatch(List<Delivery> records, BatchSummary summary) {
                        for (Delivery record : records) {
                            seen.add(record.messageId() + " " + record.outcome());
                        }
                        seen.add(summary.records() + " records");
                    }
                };
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    if (record.messageId().equals("2")) {
                                        delivery.duplicate();
                                    }
                                })
                        .listener(listener)
                        .build();

        handler.handleRequest(standard("1", "2"), lambda);

        assertThat(seen).containsExactly("1 Done[]", "2 Duplicate[]", "2 records");
    }

    private SqsBatchHandler.Builder handler(RecordHandler handler) {
        return SqsBatchHandler.builder(handler)
                .listener(
                        new BatchListener() {
                            @Override
                            public void onOutcome(Delivery delivery, Outcome outcome) {}

                            @Override
                            public void onBatch(BatchSummary summary) {
                                summaries.add(summary);
                            }
                        });
    }
}

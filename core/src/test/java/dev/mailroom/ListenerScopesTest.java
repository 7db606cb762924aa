package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** What a listener opens around batches and records, such as a trace's context. */
class ListenerScopesTest {

    @RegisterExtension final LogLines log = new LogLines();

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    /** Tells what it is called for, in order. */
    private final class Telling implements BatchListener {

        @Override
        public Scope onBatchStart(List<Delivery> records) {
            steps.add("batch of " + records.size());
            return () -> steps.add("end of batch");
        }

        @Override
        public Scope onStart(Delivery delivery) {
            steps.add("start " + delivery.messageId());
            return () -> steps.add("end " + delivery.messageId());
        }

        @Override
        public void onOutcome(Delivery delivery, Outcome outcome) {
            steps.add(outcome.kind() + " " + delivery.messageId());
        }

        @Override
        public void onBatch(BatchSummary summary) {
            steps.add("summary");
        }
    }

    @Test
    void areAroundHandlerPolicyAndOutcomeOfWhatIsStarted() {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    steps.add("handle " + record.messageId());
                                    throw new PoisonMessageException("no lines");
                                })
                        .onPoison(
                                (delivery, cause) -> {
                                    steps.add("dispose");
                                    return Disposition.REPORT;
                                })
                        .listener(new Telling())
                        .build();

        handler.handleRequest(fifo("a/1", "a/2"), lambda);

        assertThat(steps)
                .containsExactly(
                        "batch of 2",
                        "start a/1",
                        "handle a/1",
                        "dispose",
                        "Poison a/1",
                        "end a/1",
                        "NotStarted a/2",
                        "summary",
                        "end of batch");
    }

    @Test
    void areClosedWhenTheBatchFails() {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    throw new OutOfMemoryError("of a test");
                                })
                        .listener(new Telling())
                        .build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1"), lambda))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(steps).containsExactly("batch of 1", "start 1", "end 1", "end of batch");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void ofARecordAreOpenedAndClosedInTheThreadOfItsHandler(int concurrency) {
        Map<String, Thread> opened = new ConcurrentHashMap<>();
        Map<String, Thread> handled = new ConcurrentHashMap<>();
        Map<String, Thread> closed = new ConcurrentHashMap<>();
        BatchListener listener =
                new BatchListener() {
                    @Override
                    public Scope onStart(Delivery delivery) {
                        opened.put(delivery.messageId(), Thread.currentThread());
                        return () -> closed.put(delivery.messageId(), Thread.currentThread());
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {}
                };
        String[] ids = IntStream.range(0, 100).mapToObj(String::valueOf).toArray(String[]::new);

        SqsBatchHandler.builder(
                        (record, delivery) ->
                                handled.put(record.messageId(), Thread.currentThread()))
                .concurrency(concurrency)
                .listener(listener)
                .build()
                .handleRequest(standard(ids), lambda);

        assertThat(handled).hasSize(100).isEqualTo(opened).isEqualTo(closed);
    }

    @Test
    void thatFailChangeNoOutcome() {
        BatchListener broken =
                new BatchListener() {
                    @Override
                    public Scope onBatchStart(List<Delivery> records) {
                        throw new IllegalStateException("batch");
                    }

                    @Override
                    public Scope onStart(Delivery delivery) {
                        if (delivery.messageId().equals("1")) {
                            throw new IllegalStateException("start");
                        }
                        return () -> {
                            throw new IllegalStateException("close");
                        };
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {
                        steps.add(outcome.kind() + " " + delivery.messageId());
                    }
                };

        SqsBatchHandler handler =
                SqsBatchHandler.builder((record, delivery) -> {}).listener(broken).build();

        assertThat(failures(handler.handleRequest(standard("1", "2"), lambda))).isEmpty();
        assertThat(steps).containsExactly("Done 1", "Done 2");
    }

    @Test
    void thatAreMissingAreNone() {
        BatchListener mock =
                new BatchListener() {
                    @Override
                    @SuppressWarnings("NullAway") // as a mock does
                    public Scope onBatchStart(List<Delivery> records) {
                        return null;
                    }

                    @Override
                    @SuppressWarnings("NullAway") // as a mock does
                    public Scope onStart(Delivery delivery) {
                        return null;
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {
                        steps.add(outcome.kind() + " " + delivery.messageId());
                    }
                };

        SqsBatchHandler.builder((record, delivery) -> {})
                .listener(mock)
                .build()
                .handleRequest(standard("1"), lambda);

        assertThat(steps).containsExactly("Done 1");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void costNothingWhereTheListenerHasNone() {
        SafeListener listener = new SafeListener(new LoggingListener());
        Delivery delivery =
                new Delivery(SqsRecord.of(Batches.message("orders", "1", Map.of())), lambda);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        listener.close(listener.onStart(delivery)); // what is loaded once
        threads.getCurrentThreadAllocatedBytes();

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            listener.close(listener.onStart(delivery));
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        // One object for each record would be 160,000 bytes.
        assertThat(bytes).isLessThan(10_000);
    }
}

package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.BatchModel.Behaviour;
import dev.mailroom.BatchModel.Script;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Random batches, against what the contract says of them. */
class BatchModelTest {

    private static final int PLENTY_MILLIS = 600_000;
    private static final Executor THREADS = LaneThreads.newExecutor();

    /** What happened when a batch ran. */
    private static final class Observed {
        final Map<Integer, Outcome> outcomes = new ConcurrentHashMap<>();
        final Map<String, List<Integer>> startsByGroup = new ConcurrentHashMap<>();
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger mostRunning = new AtomicInteger();
        final AtomicInteger outcomeCalls = new AtomicInteger();
        final AtomicInteger startsAfterTheDeadline = new AtomicInteger();
        volatile boolean deadlineOver;
        List<String> reported = List.of();
    }

    // C2, C3, C5, C6
    @Property(shrinking = ShrinkingMode.BOUNDED)
    void theResponseIsTheModels(
            @ForAll("batches") List<Script> batch,
            @ForAll("fifo") boolean fifo,
            @ForAll("concurrency") int concurrency) {
        BatchModel model = new BatchModel(batch, fifo);

        Observed observed =
                run(
                        batch,
                        fifo,
                        concurrency,
                        Invocation.of(Duration.ofMillis(PLENTY_MILLIS)),
                        Integer.MAX_VALUE);

        assertThat(observed.outcomes).isEqualTo(model.outcomes());
        assertThat(observed.reported).isEqualTo(model.reported());
        assertThat(observed.outcomeCalls).hasValue(batch.size());
        assertThat(observed.mostRunning.get()).isLessThanOrEqualTo(concurrency);
        if (fifo) {
            observed.startsByGroup.values().forEach(starts -> assertThat(starts).isSorted());
        }
    }

    private static final Outcome BLOCKED =
            new Outcome.NotStarted(Outcome.NotStarted.Reason.EARLIER_FAILURE_IN_GROUP);

    // C11, C32: the deadline comes while some record runs; with several lanes nobody knows which.
    @Property(shrinking = ShrinkingMode.BOUNDED)
    void whatTheDeadlineLeavesIsReported(
            @ForAll("batches") List<Script> batch,
            @ForAll("fifo") boolean fifo,
            @ForAll("concurrency") int concurrency,
            @ForAll("starts") int startsUntilTheDeadline) {
        Map<Integer, Outcome> withoutDeadline = new BatchModel(batch, fifo).outcomes();

        Observed observed =
                run(
                        batch,
                        fifo,
                        concurrency,
                        Invocation.of(Duration.ofMillis(PLENTY_MILLIS)),
                        startsUntilTheDeadline);

        assertThat(observed.outcomes).hasSize(batch.size());
        assertThat(observed.outcomeCalls).hasValue(batch.size());
        Outcome late = new Outcome.NotStarted(Outcome.NotStarted.Reason.DEADLINE);
        observed.outcomes.forEach(
                (index, outcome) -> {
                    Outcome inTime = withoutDeadline.get(index);
                    Outcome reported = BatchModel.notQuarantined(inTime);
                    if (!List.of(inTime, reported, late).contains(outcome)) {
                        assertThat(outcome).isEqualTo(BLOCKED);
                        assertThat(BatchModel.reportedBefore(batch, observed.outcomes, index))
                                .isTrue();
                    }
                });
        assertThat(observed.reported).isEqualTo(BatchModel.reported(batch, observed.outcomes));
        assertThat(observed.startsAfterTheDeadline.get()).isLessThan(concurrency);
    }

    @Provide
    Arbitrary<List<Script>> batches() {
        Arbitrary<Script> script =
                Combinators.combine(
                                Arbitraries.integers().between(0, 6),
                                Arbitraries.frequency(
                                        Tuple.of(6, Behaviour.OK),
                                        Tuple.of(1, Behaviour.DUPLICATE),
                                        Tuple.of(1, Behaviour.SKIP),
                                        Tuple.of(1, Behaviour.FAIL),
                                        Tuple.of(1, Behaviour.FAIL_TO_LINK),
                                        Tuple.of(1, Behaviour.RETRY_LATER),
                                        Tuple.of(1, Behaviour.POISON),
                                        Tuple.of(1, Behaviour.QUARANTINE),
                                        Tuple.of(1, Behaviour.QUARANTINE_AND_GO_ON)),
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.frequency(Tuple.of(19, false), Tuple.of(1, true)))
                        .as(Script::new);
        return Arbitraries.frequencyOf(
                Tuple.of(80, script.list().ofMinSize(1).ofMaxSize(20)),
                Tuple.of(19, script.list().ofMinSize(20).ofMaxSize(200)),
                Tuple.of(1, script.list().ofMinSize(9_000).ofMaxSize(10_000)));
    }

    @Provide
    Arbitrary<Boolean> fifo() {
        return Arbitraries.of(true, false);
    }

    @Provide
    Arbitrary<Integer> concurrency() {
        return Arbitraries.of(1, 2, 3, 8, 50);
    }

    @Provide
    Arbitrary<Integer> starts() {
        return Arbitraries.integers().between(1, 30);
    }

    private static Observed run(
            List<Script> batch,
            boolean fifo,
            int concurrency,
            Invocation lambda,
            int startsUntilTheDeadline) {
        Observed observed = new Observed();
        AtomicInteger starts = new AtomicInteger();
        RecordHandler handler =
                (record, delivery) -> {
                    int index = Integer.parseInt(record.body());
                    Script script = batch.get(index);
                    observed.mostRunning.accumulateAndGet(
                            observed.running.incrementAndGet(), Math::max);
                    observed.startsByGroup
                            .computeIfAbsent(
                                    "group-" + script.group(),
                                    group -> new CopyOnWriteArrayList<>())
                            .add(index);
                    if (observed.deadlineOver) {
                        // Each other lane may have looked at the time just before.
                        observed.startsAfterTheDeadline.incrementAndGet();
                    }
                    if (starts.incrementAndGet() == startsUntilTheDeadline) {
                        lambda.pass(Duration.ofMillis(PLENTY_MILLIS - 100));
                        observed.deadlineOver = true;
                    }
                    try {
                        for (int i = 0; i < script.yields(); i++) {
                            Thread.onSpinWait();
                        }
                        script.behaviour().act(delivery);
                    } finally {
                        observed.running.decrementAndGet();
                    }
                };
        SqsBatchHandler.Builder builder = SqsBatchHandler.builder(handler).concurrency(concurrency);
        if (concurrency > 1) {
            builder.executor(THREADS); // thousands of handlers come and go here
        }
        SqsBatchHandler sqs =
                builder.onPoison(
                                (delivery, cause) ->
                                        batch.get(Integer.parseInt(delivery.record().body()))
                                                .behaviour()
                                                .disposition())
                        .listener(
                                (delivery, outcome) -> {
                                    observed.outcomeCalls.incrementAndGet();
                                    observed.outcomes.put(
                                            Integer.parseInt(delivery.record().body()), outcome);
                                })
                        .build();
        observed.reported =
                Batches.failures(sqs.handleRequest(Batches.event(messages(batch, fifo)), lambda));
        return observed;
    }

    private static List<SQSMessage> messages(List<Script> batch, boolean fifo) {
        List<SQSMessage> messages = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Script script = batch.get(i);
            SQSMessage message =
                    Batches.message(
                            fifo ? "orders.fifo" : "orders",
                            BatchModel.id(batch, i),
                            Map.of("MessageGroupId", "group-" + script.group()));
            message.setBody(Integer.toString(i));
            messages.add(message);
        }
        return messages;
    }
}

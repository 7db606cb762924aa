package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.HeldBatches.HeldBatch;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** Which batches of an event source are handled at the same time. */
class ConcurrentBatchesIT {

    private static final Duration VISIBILITY_TIMEOUT = Duration.ofMinutes(1);
    private static final HeldBatches BY_DEFAULT = new HeldBatches();
    private static final HeldBatches BY_MAXIMUM = new HeldBatches();
    private static final HeldBatches RESERVED = new HeldBatches();
    private static final HeldBatches FAIR = new HeldBatches();
    private static final HeldBatches GROUPS = new HeldBatches();
    private static final HeldBatches ORDERED = new HeldBatches();
    private static final HeldBatches OTHERS = new HeldBatches();
    private static TestPipeline pipeline;

    @BeforeAll
    static void startOnePipelineForAllTests() {
        LocalPipelineBuilder builder = LocalPipeline.builder();
        builder.function(function("default", BY_DEFAULT))
                .function(function("maximum", BY_MAXIMUM))
                .function(function("reserved", RESERVED).reservedConcurrency(1))
                .function(function("others", OTHERS))
                .function(function("fair", FAIR))
                .function(function("groups", GROUPS))
                .function(function("ordered", ORDERED));
        connect(builder, queue("default"), oneByOne("default", "default"));
        connect(builder, queue("maximum"), oneByOne("maximum", "maximum").maximumConcurrency(3));
        connect(builder, queue("reserved-1"), oneByOne("reserved-1", "reserved"));
        connect(builder, queue("reserved-2"), oneByOne("reserved-2", "reserved"));
        connect(builder, queue("others"), oneByOne("others", "others"));
        connect(builder, queue("fair"), oneByOne("fair", "fair"));
        connect(builder, queue("groups.fifo"), oneByOne("groups.fifo", "groups"));
        connect(
                builder,
                queue("ordered.fifo"),
                oneByOne("ordered.fifo", "ordered").batchSize(3).maximumConcurrency(4));
        pipeline = new TestPipeline(builder);
    }

    private static LocalInProcessFunction function(String name, HeldBatches batches) {
        return LocalFunction.inProcess(name, batches).timeout(Duration.ofSeconds(30));
    }

    private static LocalQueue queue(String name) {
        return TestPipeline.queue(name).visibilityTimeout(VISIBILITY_TIMEOUT);
    }

    private static LocalEventSource oneByOne(String queue, String function) {
        return LocalEventSource.of(queue, function).batchSize(1).reportBatchItemFailures(true);
    }

    private static void connect(
            LocalPipelineBuilder builder, LocalQueue queue, LocalEventSource source) {
        builder.queue(queue).eventSource(source);
    }

    @AfterAll
    static void stopIt() {
        pipeline.close();
    }

    @Test
    void byDefaultTwoBatchesAreInHandAtOnce() throws Exception {
        sendAndHandle("default", BY_DEFAULT, 2);

        assertThat(BY_DEFAULT.most()).isEqualTo(2);
    }

    @Test
    void c34EachBatchHasAnEnvironmentOfItsOwnUpToTheMaximum() throws Exception {
        sendAndHandle("maximum", BY_MAXIMUM, 3);

        assertThat(BY_MAXIMUM.most()).isEqualTo(3);
        assertThat(BY_MAXIMUM.handlers()).isEqualTo(3);
        assertThat(BY_MAXIMUM.mostInOneHandler()).isEqualTo(1);
    }

    /** Answers a batch only when as many are in hand as there may be. */
    private static void sendAndHandle(String queue, HeldBatches batches, int atOnce)
            throws Exception {
        Set<String> bodies = new HashSet<>();
        Queue<HeldBatch> held = new ArrayDeque<>();
        pipeline.send(queue, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        for (int i = 0; i < 10; i++) {
            held.add(batches.next());
            if (i == atOnce - 1) {
                othersHaveTheirTurn();
            }
            if (held.size() == atOnce) {
                bodies.addAll(held.peek().bodies());
                held.remove().done();
            }
        }
        for (HeldBatch batch : held) {
            bodies.addAll(batch.bodies());
            batch.done();
        }
        pipeline.awaitEmpty(queue);
        assertThat(bodies).hasSize(10);
    }

    /** Gives a batch that must not start the time in which it would. */
    private static void othersHaveTheirTurn() throws Exception {
        for (int i = 0; i < 5; i++) {
            pipeline.send("others", "x");
            OTHERS.next().done();
            pipeline.awaitEmpty("others");
        }
    }

    @Test
    void aReservedConcurrencyHoldsForAllEventSourcesOfTheFunction() throws Exception {
        pipeline.send("reserved-1", "1", "2", "3");
        pipeline.send("reserved-2", "4", "5", "6");

        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            HeldBatch batch = RESERVED.next();
            bodies.addAll(batch.bodies());
            if (i == 0) {
                othersHaveTheirTurn();
            }
            batch.done();
        }

        assertThat(bodies).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
        assertThat(RESERVED.most()).isEqualTo(1);
        pipeline.awaitEmpty("reserved-1");
        pipeline.awaitEmpty("reserved-2");
    }

    @Test
    void c6AMessageGroupOnAStandardQueueHoldsNothingBack() throws Exception {
        pipeline.sendToGroup("fair", "tenant", "1", "2");

        HeldBatch one = FAIR.next();
        HeldBatch other = FAIR.next();

        assertThat(List.of(one.groups(), other.groups()))
                .containsExactly(Set.of("tenant"), Set.of("tenant"));
        one.done();
        other.done();
        pipeline.awaitEmpty("fair");
    }

    @Test
    void c5GroupsOfAFifoQueueAreHandledSideBySideAndEachInOrder() throws Exception {
        pipeline.sendToGroup("groups.fifo", "a", "a1", "a2", "a3");
        pipeline.sendToGroup("groups.fifo", "b", "b1", "b2", "b3");

        Map<String, HeldBatch> held = new HashMap<>();
        hold(held);
        hold(held);
        assertThat(held.get("a").bodies()).containsExactly("a1");
        assertThat(held.get("b").bodies()).containsExactly("b1");

        held.remove("a").done();
        hold(held);
        assertThat(held.get("a").bodies()).containsExactly("a2");
        held.remove("a").done();
        hold(held);
        assertThat(held.get("a").bodies()).containsExactly("a3");
        held.remove("b").done();
        hold(held);
        assertThat(held.get("b").bodies()).containsExactly("b2");

        held.remove("a").done();
        held.remove("b").done();
        GROUPS.next().done();
        pipeline.awaitEmpty("groups.fifo");
    }

    private static void hold(Map<String, HeldBatch> held) throws InterruptedException {
        HeldBatch batch = GROUPS.next();
        String group = batch.groups().iterator().next();
        assertThat(held.put(group, batch)).as("a batch in hand of group " + group).isNull();
    }

    @Test
    void c5AFailedMessageIsDoneBeforeThoseBehindItInItsGroup() throws Exception {
        for (String group : List.of("a", "b", "c", "d")) {
            pipeline.sendToGroup("ordered.fifo", group, bodies(group));
        }

        Map<String, List<String>> done = new HashMap<>();
        Set<String> failedOnce = new HashSet<>();
        while (failedOnce.size() < 4) {
            handleInOrder(ORDERED.next(), failedOnce, done);
        }
        // Now each group waits for its failed message.
        pipeline.awaitMessages("ordered.fifo", 4 * 8 - count(done));
        pipeline.pass(VISIBILITY_TIMEOUT);
        while (count(done) < 4 * 8) {
            handleInOrder(ORDERED.next(), failedOnce, done);
        }

        for (String group : List.of("a", "b", "c", "d")) {
            assertThat(done.get(group)).containsExactly(bodies(group));
        }
        pipeline.awaitEmpty("ordered.fifo");
    }

    private static int count(Map<String, List<String>> done) {
        return done.values().stream().mapToInt(List::size).sum();
    }

    private static String[] bodies(String group) {
        String[] bodies = new String[8];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = group + i;
        }
        return bodies;
    }

    /** As a function has to: each fourth message fails once, and what is behind it is reported. */
    private static void handleInOrder(
            HeldBatch batch, Set<String> failedOnce, Map<String, List<String>> done) {
        Set<String> stopped = new HashSet<>();
        List<String> failed = new ArrayList<>();
        for (String body : batch.bodies()) {
            String group = body.substring(0, 1);
            if (stopped.contains(group) || (body.endsWith("4") && failedOnce.add(body))) {
                stopped.add(group);
                failed.add(body);
            } else {
                done.computeIfAbsent(group, none -> new ArrayList<>()).add(body);
            }
        }
        batch.failed(failed.toArray(String[]::new));
    }
}

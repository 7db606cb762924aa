package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.HeldBatches;
import dev.mailroom.local.HeldBatches.HeldBatch;
import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.sqs.SqsServer;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.BatchThrottled;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Batches that are not delivered as soon as they are there. */
class BatchDeliveryIT {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8700");

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecordedSteps recorded = new RecordedSteps();
    private final HeldBatches batches = new HeldBatches();
    private Steps steps;
    private SqsServer server;
    private FunctionInvoker function;
    private SqsQueue queue;
    private BatchDelivery delivery;

    @BeforeEach
    void start() throws Exception {
        steps = new Steps(recorded);
        server = SqsServer.start(ADDRESS, steps, Clock.systemUTC());
        LocalInProcessFunction settings = LocalFunction.inProcess("f", batches);
        LocalEndpoints endpoints =
                new LocalEndpoints(
                        URI.create("http://127.0.0.1:1"), null, "us-east-1", "0", Map.of());
        function =
                new FunctionInvoker(
                        settings.reservedConcurrency(2),
                        () -> new HandlerInstance(settings, endpoints, steps, Clock.systemUTC()));
        function.start();
        queue = server.create(LocalQueue.fifo("q.fifo").contentBasedDeduplication(true));
        delivery =
                new BatchDelivery(
                        LocalEventSource.of("q.fifo", "f"), queue, function, steps, () -> "r");
    }

    @AfterEach
    void stop() throws Exception {
        function.close();
        server.close();
        steps.close();
    }

    @Test
    void aBatchWithoutAFreeEnvironmentBeforeItIsVisibleAgainIsLeftInTheQueue() throws Exception {
        function.enter(Duration.ZERO);
        function.enter(Duration.ZERO);
        Batch batch = received("x", "a", Duration.ZERO);

        delivery.deliver(batch);

        assertThat(recorded.awaitOne(BatchThrottled.class, step -> true))
                .isEqualTo(new BatchThrottled("f", "q.fifo", List.copyOf(batch.ids())));
        assertThat(recorded.of(BatchInvoked.class, step -> true)).isEmpty();
    }

    @Test
    void c5ABatchWhoseGroupIsStillInFlightWaitsAlsoIfTheQueueGaveItOut() throws Exception {
        CompletableFuture<Void> first = deliver(received("1", "a", LONG));
        HeldBatch inHand = batches.next();
        // As if the visibility timeout of the first had ended while it is handled.
        CompletableFuture<Void> second = deliver(received("2", "b", LONG).of(group("a")));
        delivery.deliver(new Batch(group("a"), System.nanoTime()));

        assertThat(recorded.awaitOne(BatchThrottled.class, step -> true).messageIds())
                .containsExactly("m-a");
        inHand.done();
        batches.next().done();
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
        assertThat(batches.most()).isEqualTo(1);
        recorded.await(InvocationReturned.class, step -> true, 2);
        assertThat(
                        recorded.of(
                                PipelineStep.class,
                                step ->
                                        step instanceof BatchInvoked
                                                || step instanceof InvocationReturned))
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly(
                        "BatchInvoked", "InvocationReturned", "BatchInvoked", "InvocationReturned");
    }

    private static List<SqsMessage> group(String group) {
        var message = Json.object().put("MessageId", "m-" + group).put("ReceiptHandle", "none");
        message.putObject("Attributes").put("MessageGroupId", group);
        return List.of(new SqsMessage("q.fifo", message));
    }

    private Batch received(String body, String group, Duration timeLeft) throws Exception {
        queue.send(new OutgoingMessage(body, group));
        return new Batch(queue.receive(1, Duration.ZERO), System.nanoTime() + timeLeft.toNanos());
    }

    private CompletableFuture<Void> deliver(Batch batch) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        delivery.deliver(batch);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}

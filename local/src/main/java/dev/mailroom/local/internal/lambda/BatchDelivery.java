package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.step.FunctionStep;
import dev.mailroom.local.step.QueueStep;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Invokes a function with a batch, and deletes the messages that it has handled. Several threads
 * may do so at once.
 */
public final class BatchDelivery {

    // The longest time for which SQS hides a message.
    private static final Duration WHILE_DEBUGGED = Duration.ofHours(12);

    private final LocalEventSource settings;
    private final SqsQueue queue;
    private final MessageFilter filter;
    private final FunctionInvoker function;
    private final MessageGroups groups = new MessageGroups();
    private final Steps steps;
    private final Supplier<String> requestIds;

    public BatchDelivery(
            LocalEventSource settings,
            SqsQueue queue,
            FunctionInvoker function,
            Steps steps,
            Supplier<String> requestIds) {
        this.settings = settings;
        this.queue = queue;
        this.filter = new MessageFilter(settings.filters());
        this.function = function;
        this.steps = steps;
        this.requestIds = requestIds;
    }

    void deliver(Batch batch) throws IOException, InterruptedException {
        Batch passed = batch.of(filtered(batch.messages()));
        if (!passed.isEmpty()) {
            inOrder(passed);
        }
    }

    // C10
    private List<SqsMessage> filtered(List<SqsMessage> batch)
            throws IOException, InterruptedException {
        Map<Boolean, List<SqsMessage>> byPass =
                batch.stream().collect(Collectors.partitioningBy(filter::passes));
        List<SqsMessage> dropped = byPass.getOrDefault(false, List.of());
        dropped.forEach(
                message -> steps.add(new QueueStep.MessageFiltered(queue.name(), message.id())));
        delete(dropped);
        return byPass.getOrDefault(true, List.of());
    }

    private void inOrder(Batch batch) throws IOException, InterruptedException {
        // C6: on a standard queue a message group means no order.
        Set<String> order = queue.isFifo() ? MessageGroups.of(batch.messages()) : Set.of();
        if (!groups.enter(order, batch.timeLeft())) {
            throttled(batch);
            return;
        }
        try {
            inTurn(batch);
        } finally {
            groups.leave(order);
        }
    }

    private void inTurn(Batch batch) throws IOException, InterruptedException {
        if (!function.enter(batch.timeLeft())) {
            throttled(batch);
            return;
        }
        try {
            invoke(batch);
        } finally {
            function.leave();
        }
    }

    // By now these messages are visible again, and another batch may have them.
    private void throttled(Batch batch) {
        steps.add(
                new FunctionStep.BatchThrottled(
                        function.name(), queue.name(), List.copyOf(batch.ids())));
    }

    private void invoke(Batch batch) throws IOException, InterruptedException {
        AtomicBoolean held = new AtomicBoolean();
        Invocation invocation =
                new Invocation(
                        requestIds.get(),
                        payload(batch.messages()),
                        null,
                        null,
                        () -> {
                            held.set(true);
                            queue.hide(batch.messages(), WHILE_DEBUGGED);
                        });
        Set<String> ids = batch.ids();
        steps.add(
                new FunctionStep.BatchInvoked(
                        function.name(), invocation.requestId(), queue.name(), List.copyOf(ids)));
        InvocationResult result = function.invoke(invocation);
        if (result instanceof InvocationResult.Failed failed) {
            failed(invocation, failed.reason(), failed.error());
        } else if (result instanceof InvocationResult.Returned returned) {
            settle(batch.messages(), invocation, response(returned.response(), ids));
        }
        if (held.get()) {
            // Those that are kept.
            queue.hide(batch.messages(), queue.visibilityTimeout());
        }
    }

    private BatchResponse response(String response, Set<String> batch) {
        return settings.reportBatchItemFailures()
                ? BatchResponse.read(response, batch)
                : BatchResponse.ignoring(response, batch);
    }

    private void settle(List<SqsMessage> batch, Invocation invocation, BatchResponse response)
            throws IOException, InterruptedException {
        if (response instanceof BatchResponse.WholeBatch whole) {
            failed(invocation, FunctionStep.Reason.BAD_RESPONSE, whole.why());
        } else if (response instanceof BatchResponse.Failed failed) {
            Set<String> kept = failed.messageIds();
            steps.add(
                    new FunctionStep.InvocationReturned(
                            function.name(), invocation.requestId(), List.copyOf(kept)));
            delete(batch.stream().filter(message -> !kept.contains(message.id())).toList());
        } else if (response instanceof BatchResponse.Ignored ignored) {
            steps.add(
                    new FunctionStep.FailuresIgnored(
                            function.name(),
                            invocation.requestId(),
                            queue.name(),
                            List.copyOf(ignored.messageIds())));
            settle(batch, invocation, new BatchResponse.Failed(Set.of()));
        }
    }

    // Kept messages stay hidden until their visibility timeout ends: Lambda does not shorten it.
    private void failed(Invocation invocation, FunctionStep.Reason reason, String error) {
        steps.add(
                new FunctionStep.InvocationFailed(
                        function.name(), invocation.requestId(), reason, error));
    }

    private void delete(List<SqsMessage> done) throws IOException, InterruptedException {
        // ElasticMQ, unlike SQS, refuses a receipt handle that a later receive has replaced.
        queue.delete(done)
                .forEach(
                        (id, error) ->
                                steps.add(
                                        new QueueStep.MessageNotDeleted(queue.name(), id, error)));
    }

    /** What a function is invoked with. */
    static String payload(List<SqsMessage> batch) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        batch.forEach(message -> records.add(message.toRecord()));
        return Json.write(event);
    }
}

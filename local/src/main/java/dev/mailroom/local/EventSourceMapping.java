package dev.mailroom.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Polls a queue, invokes a function with what it finds, and deletes what the function has done. */
final class EventSourceMapping implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventSourceMapping.class);

    private final LocalEventSource settings;
    private final SqsQueue queue;
    private final BatchGatherer gatherer;
    private final EventFilter filter;
    private final FunctionInvoker function;
    private final Steps steps;
    private final Supplier<String> requestIds;
    private volatile boolean closed;
    private @Nullable Thread poller;

    EventSourceMapping(
            LocalEventSource settings,
            SqsQueue queue,
            FunctionInvoker function,
            Steps steps,
            Supplier<String> requestIds) {
        this.settings = settings;
        this.queue = queue;
        this.gatherer = new BatchGatherer(queue, settings);
        this.filter = new EventFilter(settings.filters());
        this.function = function;
        this.steps = steps;
        this.requestIds = requestIds;
    }

    void start() {
        poller = Threads.startDaemon("mailroom-poller-" + settings.queue(), this::poll);
    }

    private void poll() {
        try {
            while (!closed) {
                pollOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce() throws InterruptedException {
        try {
            for (List<SqsMessage> batch : gatherer.next()) {
                List<SqsMessage> passed = filtered(batch);
                if (!passed.isEmpty()) {
                    handle(passed);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                log.error("{}polling failed, trying again.", settings.place(), e);
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    // C10
    private List<SqsMessage> filtered(List<SqsMessage> batch)
            throws IOException, InterruptedException {
        List<SqsMessage> passed = batch.stream().filter(filter::passes).toList();
        List<SqsMessage> dropped =
                batch.stream().filter(message -> !passed.contains(message)).toList();
        dropped.forEach(
                message -> steps.add(new PipelineStep.MessageFiltered(queue.name(), message.id())));
        delete(dropped);
        return passed;
    }

    private void handle(List<SqsMessage> batch) throws IOException, InterruptedException {
        Invocation invocation = new Invocation(requestIds.get(), payload(batch));
        Set<String> ids = BatchResponse.ids(batch);
        steps.add(
                new PipelineStep.BatchInvoked(
                        function.name(), invocation.requestId(), queue.name(), List.copyOf(ids)));
        InvocationResult result = function.invoke(invocation);
        if (result instanceof InvocationResult.Failed failed) {
            failed(invocation, failed.reason(), failed.error());
        } else if (result instanceof InvocationResult.Returned returned) {
            settle(batch, invocation, response(returned.response(), ids));
        }
    }

    private BatchResponse response(String response, Set<String> batch) {
        return settings.reportBatchItemFailures()
                ? BatchResponse.read(response, batch)
                : BatchResponse.ignored();
    }

    private void settle(List<SqsMessage> batch, Invocation invocation, BatchResponse response)
            throws IOException, InterruptedException {
        if (response instanceof BatchResponse.WholeBatch whole) {
            failed(invocation, PipelineStep.Reason.BAD_RESPONSE, whole.why());
        } else if (response instanceof BatchResponse.Failed failed) {
            List<String> kept = List.copyOf(failed.messageIds());
            steps.add(
                    new PipelineStep.InvocationReturned(
                            function.name(), invocation.requestId(), kept));
            delete(batch.stream().filter(message -> !kept.contains(message.id())).toList());
        }
    }

    // What is not deleted stays hidden until its visibility timeout ends: Lambda does not shorten
    // it.
    private void failed(Invocation invocation, PipelineStep.Reason reason, String error) {
        steps.add(
                new PipelineStep.InvocationFailed(
                        function.name(), invocation.requestId(), reason, error));
    }

    private void delete(List<SqsMessage> done) throws IOException, InterruptedException {
        // ElasticMQ, unlike SQS, refuses a receipt handle that a later receive has replaced.
        queue.delete(done)
                .forEach(
                        (id, error) ->
                                steps.add(
                                        new PipelineStep.MessageNotDeleted(
                                                queue.name(), id, error)));
    }

    private static String payload(List<SqsMessage> batch) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        batch.forEach(message -> records.add(message.toRecord()));
        return Json.write(event);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        Thread thread = poller;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(10).toMillis());
        }
    }
}

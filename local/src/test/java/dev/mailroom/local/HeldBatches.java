package dev.mailroom.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.local.model.LocalEndpoints;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A function in this JVM that holds each of its batches until the test answers it. */
public final class HeldBatches
        implements Function<LocalEndpoints, RequestHandler<SQSEvent, Object>> {

    private final BlockingQueue<HeldBatch> inHand = new LinkedBlockingQueue<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger mostInOneHandler = new AtomicInteger();
    private final AtomicInteger handlers = new AtomicInteger();

    @Override
    public RequestHandler<SQSEvent, Object> apply(LocalEndpoints endpoints) {
        handlers.incrementAndGet();
        AtomicInteger inThisHandler = new AtomicInteger();
        return (event, context) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            mostInOneHandler.accumulateAndGet(inThisHandler.incrementAndGet(), Math::max);
            try {
                return hold(
                        new HeldBatch(
                                context.getAwsRequestId(),
                                event.getRecords(),
                                new CompletableFuture<>()));
            } finally {
                inThisHandler.decrementAndGet();
                now.decrementAndGet();
            }
        };
    }

    private Object hold(HeldBatch batch) {
        inHand.add(batch);
        try {
            return batch.answer().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("timed out", e);
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** The next batch that the function was invoked with. */
    public HeldBatch next() throws InterruptedException {
        HeldBatch next = inHand.poll(1, TimeUnit.MINUTES);
        if (next == null) {
            throw new AssertionError("the function was not invoked");
        }
        return next;
    }

    /** How many batches were in hand at once, at most. */
    public int most() {
        return most.get();
    }

    /** How many of them one handler had, at most. */
    int mostInOneHandler() {
        return mostInOneHandler.get();
    }

    int handlers() {
        return handlers.get();
    }

    public record HeldBatch(
            String requestId, List<SQSMessage> messages, CompletableFuture<Object> answer) {

        List<String> bodies() {
            return messages.stream().map(SQSMessage::getBody).toList();
        }

        Set<String> groups() {
            return Set.copyOf(
                    messages.stream()
                            .map(message -> message.getAttributes().get("MessageGroupId"))
                            .toList());
        }

        public void done() {
            answer.complete(new SQSBatchResponse(List.of()));
        }

        void failed(String... bodies) {
            List<BatchItemFailure> failures =
                    messages.stream()
                            .filter(message -> Set.of(bodies).contains(message.getBody()))
                            .map(message -> new BatchItemFailure(message.getMessageId()))
                            .toList();
            answer.complete(new SQSBatchResponse(failures));
        }
    }
}

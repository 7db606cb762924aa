package dev.mailroom.testing;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Creates batches as Lambda hands them to a function, and reads the response. A message without an
 * id is named after its place: {@code message-1}, {@code message-2} and so on.
 */
public final class Batches {

    private Batches() {}

    /**
     * Returns a batch of a standard queue.
     *
     * @param bodies the bodies of its messages, such as {@link TestEvent#plain()}
     * @return the batch
     */
    public static SQSEvent batch(String... bodies) {
        return batch(Stream.of(bodies).map(TestMessage::message).toArray(TestMessage[]::new));
    }

    /**
     * Returns a batch of a standard queue.
     *
     * @param messages its messages
     * @return the batch
     */
    public static SQSEvent batch(TestMessage... messages) {
        return of(TestMessage::onStandardQueue, messages);
    }

    /**
     * Returns a batch of a FIFO queue.
     *
     * @param messages its messages, each in a group
     * @return the batch
     * @throws IllegalStateException if a message is in no group
     */
    public static SQSEvent fifoBatch(TestMessage... messages) {
        return of(TestMessage::onFifoQueue, messages);
    }

    /**
     * Returns the ids that a response reports: those of the messages that SQS keeps.
     *
     * @param response the response
     * @return the ids, in their order
     */
    public static List<String> reported(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static SQSEvent of(Function<TestMessage, SQSMessage> queue, TestMessage... messages) {
        List<SQSMessage> records = new ArrayList<>();
        for (TestMessage message : messages) {
            records.add(queue.apply(message.at(records.size() + 1)));
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(records);
        return event;
    }
}

package dev.mailroom;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes batches as Lambda delivers them. */
final class Batches {

    private Batches() {}

    static SQSEvent standard(String... ids) {
        return event(Stream.of(ids).map(id -> message("orders", id, Map.of())).toList());
    }

    /** Each record is written as {@code group/id}. */
    static SQSEvent fifo(String... groupAndId) {
        return event(
                Stream.of(groupAndId)
                        .map(
                                record ->
                                        message(
                                                "orders.fifo",
                                                record,
                                                Map.of(
                                                        "MessageGroupId",
                                                        record.substring(0, record.indexOf('/')))))
                        .toList());
    }

    static SQSEvent event(List<SQSMessage> messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(new ArrayList<>(messages));
        return event;
    }

    static SQSMessage message(String queue, String id, Map<String, String> attributes) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setBody("body of " + id);
        message.setEventSourceArn("arn:aws:sqs:eu-west-1:000000000000:" + queue);
        message.setAttributes(new HashMap<>(attributes));
        return message;
    }

    static Delivery delivery(Duration timeLeft) {
        return delivery(() -> timeLeft);
    }

    static Delivery delivery(Supplier<Duration> timeLeft) {
        SqsRecord record = SqsRecord.of(message("orders", "message-1", Map.of()));
        return new Delivery(record, Invocation.of(timeLeft));
    }

    static List<String> failures(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }
}

package dev.mailroom.benchmarks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The same 10,000 records, cut into batches. Every size goes through all of them, so that none
 * profits more from the caches than another.
 */
final class Batches {

    static final int RECORDS = 10_000;

    private final List<SQSEvent> batches = new ArrayList<>();
    private int next;

    Batches(Form form, String detailType, int size) {
        for (int start = 0; start < RECORDS; start += size) {
            SQSEvent event = new SQSEvent();
            event.setRecords(new ArrayList<>());
            for (int i = start; i < start + size; i++) {
                event.getRecords().add(message(i, form.body(i, detailType)));
            }
            batches.add(event);
        }
    }

    SQSEvent next() {
        SQSEvent batch = batches.get(next);
        next = next + 1 == batches.size() ? 0 : next + 1;
        return batch;
    }

    private static SQSMessage message(int i, String body) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(new UUID(0x1111222233334444L, 0x8555666677778888L + i).toString());
        message.setBody(body);
        message.setEventSource("aws:sqs");
        message.setEventSourceArn("arn:aws:sqs:us-west-1:111122223333:user-signup-queue");
        message.setAttributes(
                Map.of("ApproximateReceiveCount", "1", "SentTimestamp", "1795372800123"));
        return message;
    }
}

package dev.mailroom.benchmarks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The same 10,000 records, cut into batches. Every size goes through all of them, so that none has
 * its bodies nearer at hand than another.
 */
final class Batches {

    static final int RECORDS = 10_000;

    private final List<SQSEvent> batches = new ArrayList<>();
    private int next;

    Batches(String detailType, int size) {
        this("", detailType, size);
    }

    private Batches(String before, String detailType, int size) {
        for (int start = 0; start < RECORDS; start += size) {
            SQSEvent event = new SQSEvent();
            event.setRecords(new ArrayList<>());
            for (int i = start; i < start + size; i++) {
                event.getRecords().add(message(i, before + body(i, detailType)));
            }
            batches.add(event);
        }
    }

    /** JSON that means the same and is not exactly what EventBridge writes. */
    static Batches ofOtherForm(String detailType, int size) {
        return new Batches(" ", detailType, size);
    }

    SQSEvent next() {
        SQSEvent batch = batches.get(next);
        next = next + 1 == batches.size() ? 0 : next + 1;
        return batch;
    }

    static String body(int i, String detailType) {
        return "{\"version\":\"0\",\"id\":\""
                + new UUID(0x6a7e8febb4914cf7L, 0xa9f1bf3703467718L + i)
                + "\",\"detail-type\":\""
                + detailType
                + "\",\"source\":\"my.webapp\",\"account\":\"111122223333\","
                + "\"time\":\"2026-11-22T18:43:48Z\",\"region\":\"us-west-1\",\"resources\":"
                + "[\"arn:aws:cognito-idp:us-west-1:111122223333:userpool/one\"],\"detail\":{"
                + "\"user_id\":\"u-"
                + (100_000 + i)
                + "\",\"email\":\"ada.lovelace@example.com\",\"name\":\"Ada Lovelace\"}}";
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

package dev.mailroom.docs.guide;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.testing.Deliveries;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What EventBridge and SQS deliver to the code of the guide. */
final class Messages {

    static final Context ONE_MINUTE = Deliveries.invocation(() -> Duration.ofMinutes(1));

    private Messages() {}

    /** A body as EventBridge makes it. */
    static String event(String id, String source, String detailType, String detail) {
        return """
        {"version": "0", "id": "%s", "detail-type": "%s", "source": "%s",
         "account": "111122223333", "time": "2026-11-22T10:00:00Z", "region": "eu-west-1", "resources": [],
         "detail": %s}
        """
                .formatted(id, detailType, source, detail);
    }

    /** A batch of a standard queue, with messages {@code message-1} and so on. */
    static SQSEvent batch(String... bodies) {
        List<SQSMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            messages.add(message("message-" + (messages.size() + 1), body));
        }
        return batch(messages);
    }

    static SQSEvent batch(List<SQSMessage> messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }

    static SQSMessage message(String id, String body) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }

    /** A message of a FIFO queue. */
    static SQSMessage ordered(String id, String group, String body) {
        SQSMessage message = message(id, body);
        message.setEventSourceArn("arn:aws:sqs:eu-west-1:111122223333:orders.fifo");
        message.setAttributes(Map.of("MessageGroupId", group));
        return message;
    }

    /** The ids of the messages that SQS keeps. */
    static List<String> kept(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }
}

package dev.mailroom.sqs;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.Outcome;
import dev.mailroom.RetryPolicy.Failed;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes records as Lambda delivers them. */
final class Deliveries {

    static final String ARN = "arn:aws:sqs:eu-west-1:111122223333:orders";

    private Deliveries() {}

    static SQSMessage message(String id) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setReceiptHandle("receipt of " + id);
        message.setBody("body of " + id);
        message.setEventSourceArn(ARN);
        message.setAttributes(new HashMap<>(Map.of("ApproximateReceiveCount", "1")));
        message.setMessageAttributes(new HashMap<>());
        return message;
    }

    static Delivery delivery(SQSMessage message) {
        return dev.mailroom.testing.Deliveries.delivery(message);
    }

    static MessageAttribute string(String value) {
        MessageAttribute attribute = new MessageAttribute();
        attribute.setDataType("String");
        attribute.setStringValue(value);
        return attribute;
    }

    static MessageAttribute binary(byte... value) {
        MessageAttribute attribute = new MessageAttribute();
        attribute.setDataType("Binary");
        attribute.setBinaryValue(ByteBuffer.wrap(value));
        return attribute;
    }

    /** Messages {@code m-0}, {@code m-1} and so on, which failed. */
    static List<Failed> failed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> failed(message("m-" + i), new IllegalStateException(), null))
                .toList();
    }

    static Failed failed(Throwable cause, int receiveCount) {
        SQSMessage message = message("m");
        message.getAttributes().put("ApproximateReceiveCount", receiveCount + "");
        return failed(message, cause, null);
    }

    static Failed failed(SQSMessage message, Throwable cause, Duration after) {
        return new Failed(delivery(message), new Outcome.Retry(cause, after));
    }
}

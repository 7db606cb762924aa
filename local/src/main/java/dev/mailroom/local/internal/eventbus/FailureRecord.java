package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The record of events that could not be delivered: their ids and the reason, but not the events
 * (V25).
 *
 * @param failure why
 * @param events which events
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html">The
 *     dead-letter record</a>
 */
record FailureRecord(
        String bus, String subscriber, String target, Failure failure, List<RetainedEvent> events) {

    private static final int LONGEST_MESSAGE = 1_024;
    // AWS classifies failures; all that is known is that every fault of the customer is in this
    // class.
    private static final String CODE = "CUSTOMER_VALIDATION";

    /**
     * Why events were given up.
     *
     * @param group the event group, whose records are in order; null for none
     */
    record Failure(String error, Condition condition, int retries, @Nullable String group) {}

    /** Which limit ended the retries. */
    enum Condition {
        ATTEMPTS("MaximumRetryAttempts"),
        AGE("MaximumEventAgeInSeconds");

        private final String text;

        Condition(String text) {
            this.text = text;
        }
    }

    /** The message; for a FIFO queue it has a group and its own deduplication id. */
    OutgoingMessage message(boolean isFifo, String id) {
        String group = failure.group() == null ? "none" : failure.group();
        return isFifo
                ? new OutgoingMessage(body(), group, id, null, attributes(), null)
                : new OutgoingMessage(body(), null, attributes());
    }

    private String body() {
        ObjectNode record =
                Json.object()
                        .put("version", "1.0")
                        .put("busArn", bus)
                        .put("subscriberArn", subscriber)
                        .put("targetArn", target)
                        .put("errorCode", CODE)
                        .put("errorMessage", error())
                        .put("exhaustedRetryCondition", failure.condition().text)
                        .put("retryAttempts", failure.retries());
        ArrayNode failed = record.putArray("failedMessages");
        for (RetainedEvent event : events) {
            failed.addObject()
                    .put("eventId", event.id())
                    .put("eventGroupId", event.group())
                    .put("deduplicationId", event.deduplicationId())
                    .put("timestamp", event.ingested().toString())
                    // There are no request ids here.
                    .put("targetRequestId", "");
        }
        return Json.write(record);
    }

    private ObjectNode attributes() {
        ObjectNode attributes = Json.object();
        put(attributes, "ERROR_CODE", "String", CODE);
        put(attributes, "ERROR_MESSAGE", "String", error());
        put(attributes, "SUBSCRIBER_ARN", "String", subscriber);
        put(attributes, "TARGET_ARN", "String", target);
        put(attributes, "BUS_ARN", "String", bus);
        put(attributes, "EXHAUSTED_RETRY_CONDITION", "String", failure.condition().text);
        put(attributes, "RETRY_ATTEMPTS", "Number", String.valueOf(failure.retries()));
        return attributes;
    }

    private static void put(ObjectNode attributes, String name, String type, String value) {
        attributes.set(name, OutgoingMessage.attribute(type, value));
    }

    private String error() {
        String error = failure.error();
        return error.length() <= LONGEST_MESSAGE ? error : error.substring(0, LONGEST_MESSAGE);
    }
}

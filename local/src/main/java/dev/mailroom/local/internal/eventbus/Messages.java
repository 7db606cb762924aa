package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.DeliveryType;
import dev.mailroom.local.eventbus.Parameter;
import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/** Creates the messages that a subscriber sends. */
final class Messages {

    private static final int MOST_ATTRIBUTES = 10;

    private Messages() {}

    /**
     * Creates the message of an event.
     *
     * @throws IOException if the event yields no message, or if SQS would refuse it
     */
    static OutgoingMessage of(Subscriber subscriber, RetainedEvent event, DeliveryType type)
            throws IOException {
        String body = subscriber.transformer().body(event, type);
        SqsParameters sqs = subscriber.sqs();
        if (sqs.equals(SqsParameters.NONE)) {
            return new OutgoingMessage(body, null);
        }
        JsonNode events = event.parts(type);
        return new OutgoingMessage(
                body,
                value(sqs.groupId(), events),
                value(sqs.deduplicationId(), events),
                seconds(value(sqs.delaySeconds(), events)),
                attributes(sqs.attributes(), events),
                traceHeader(sqs.systemAttributes(), events));
    }

    private static @Nullable String value(@Nullable Parameter parameter, JsonNode events)
            throws IOException {
        return parameter == null ? null : parameter.of(events);
    }

    private static @Nullable Integer seconds(@Nullable String delay) throws IOException {
        if (delay != null && !delay.matches("[0-9]{1,9}")) {
            throw refused("DelaySeconds must be a whole number");
        }
        return delay == null ? null : Integer.valueOf(delay);
    }

    private static ObjectNode attributes(
            Map<String, SqsParameters.Attribute> attributes, JsonNode events) throws IOException {
        ObjectNode all = Json.object();
        for (Map.Entry<String, SqsParameters.Attribute> attribute : attributes.entrySet()) {
            String name = Parameter.of(attribute.getKey()).of(events);
            String type = attribute.getValue().dataType();
            String value = value(attribute.getValue().value(), events);
            if (name == null || type == null || value == null || all.has(name)) {
                throw refused(
                        "message attribute '"
                                + attribute.getKey()
                                + "' needs a name of its own, a DataType and a value");
            }
            all.set(name, OutgoingMessage.attribute(type, value));
        }
        if (all.size() > MOST_ATTRIBUTES) {
            throw refused("a message has at most 10 attributes");
        }
        return all;
    }

    private static @Nullable String traceHeader(
            Map<String, SqsParameters.Attribute> attributes, JsonNode events) throws IOException {
        @Nullable String header = null;
        for (Map.Entry<String, SqsParameters.Attribute> attribute : attributes.entrySet()) {
            if (!attribute.getKey().equals("AWSTraceHeader")) {
                throw refused("there is no system attribute '" + attribute.getKey() + "'");
            }
            header = value(attribute.getValue().value(), events);
        }
        return header;
    }

    private static IOException refused(String why) {
        return new IOException("sqs SendMessageBatch: InvalidParameterValue: " + why);
    }
}

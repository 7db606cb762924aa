package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.DeliveredEvent;
import dev.mailroom.local.eventbus.Parameter;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;

/** Creates the messages that a subscriber sends. */
final class Messages {

    private static final int MOST_ATTRIBUTES = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

    private Messages() {}

    /**
     * Creates the message of an event.
     *
     * @throws IOException if the event yields no message, or if SQS would refuse it
     */
    static OutgoingMessage of(Subscriber subscriber, DeliveredEvent event) throws IOException {
        String body = subscriber.transformer().body(event);
        SqsParameters sqs = subscriber.sqs();
        String id = event.event().id();
        if (sqs.equals(SqsParameters.NONE)) {
            return new OutgoingMessage(body, null).forEvent(id);
        }
        JsonNode events = event.parts();
        return new OutgoingMessage(
                body,
                value(sqs.groupId(), events),
                value(sqs.deduplicationId(), events),
                seconds(value(sqs.delaySeconds(), events)),
                attributes(sqs.attributes(), events),
                traceHeader(sqs.systemAttributes(), events),
                id);
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
            String name = attribute.getKey();
            String type = attribute.getValue().dataType();
            String value = value(attribute.getValue().value(), events);
            // V17: the values alone are expressions.
            if (!NAME.matcher(name).matches() || type == null || value == null) {
                throw refused(
                        "message attribute '"
                                + name
                                + "' needs a name of letters, digits, '-', '_' and '.', a DataType"
                                + " and a value");
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

package dev.mailroom.local.internal.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message in the form of a ReceiveMessage response. */
public record SqsMessage(String queue, JsonNode node) {

    public String id() {
        return node.path("MessageId").asText();
    }

    public String body() {
        return node.path("Body").asText();
    }

    /** Its message attributes; a binary one in base64. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        node.path("MessageAttributes")
                .properties()
                .forEach(
                        entry -> {
                            JsonNode value = entry.getValue();
                            String name = value.has("StringValue") ? "StringValue" : "BinaryValue";
                            attributes.put(entry.getKey(), value.path(name).asText());
                        });
        return attributes;
    }

    String receiptHandle() {
        return node.path("ReceiptHandle").asText();
    }

    /** Its message group, which means an order only on a FIFO queue (C6). */
    public String group() {
        return node.path("Attributes").path("MessageGroupId").asText();
    }

    /**
     * The message as Lambda passes it to a function.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event">Example
     *     events</a>
     */
    public ObjectNode toRecord() {
        ObjectNode record = Json.object();
        record.put("messageId", id());
        record.put("receiptHandle", receiptHandle());
        record.put("body", body());
        record.set("attributes", node.has("Attributes") ? node.get("Attributes") : Json.object());
        record.set("messageAttributes", messageAttributes());
        record.put("md5OfBody", node.path("MD5OfBody").asText());
        if (node.hasNonNull("MD5OfMessageAttributes")) {
            record.set("md5OfMessageAttributes", node.get("MD5OfMessageAttributes"));
        }
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", LocalAccount.queueArn(queue));
        record.put("awsRegion", LocalAccount.REGION);
        return record;
    }

    public int size() {
        return Json.write(toRecord()).getBytes(StandardCharsets.UTF_8).length;
    }

    private ObjectNode messageAttributes() {
        ObjectNode attributes = Json.object();
        node.path("MessageAttributes")
                .properties()
                .forEach(entry -> attributes.set(entry.getKey(), attribute(entry.getValue())));
        return attributes;
    }

    private static ObjectNode attribute(JsonNode sqs) {
        ObjectNode attribute = Json.object();
        if (sqs.hasNonNull("StringValue")) {
            attribute.set("stringValue", sqs.get("StringValue"));
        }
        if (sqs.hasNonNull("BinaryValue")) {
            attribute.set("binaryValue", sqs.get("BinaryValue"));
        }
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
        attribute.set("dataType", sqs.path("DataType"));
        return attribute;
    }
}

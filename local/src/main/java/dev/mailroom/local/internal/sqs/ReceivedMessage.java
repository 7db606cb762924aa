package dev.mailroom.local.internal.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;

import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageData;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.Received;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.rest.sqs.MD5Util$;

import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A message of ElasticMQ in the form of a ReceiveMessage response. */
final class ReceivedMessage {

    private ReceivedMessage() {}

    static SqsMessage of(String queue, MessageData message) {
        String body = message.content().value();
        ObjectNode node =
                Json.object()
                        .put("MessageId", message.id().id())
                        .put("ReceiptHandle", receipt(message))
                        .put("MD5OfBody", md5(body))
                        .put("Body", body);
        node.set("Attributes", systemAttributes(message));
        if (!message.messageAttributes().isEmpty()) {
            node.put(
                    "MD5OfMessageAttributes",
                    MD5Util$.MODULE$.md5AttributeDigest(message.messageAttributes()));
            node.set("MessageAttributes", attributes(message));
        }
        return new SqsMessage(queue, node);
    }

    // A message that was only looked up may never have been received.
    private static String receipt(MessageData message) {
        return message.deliveryReceipt().isDefined()
                ? message.deliveryReceipt().get().receipt()
                : "";
    }

    private static ObjectNode systemAttributes(MessageData message) {
        ObjectNode attributes =
                Json.object()
                        .put("SenderId", "127.0.0.1")
                        .put("SentTimestamp", millis(message.created()))
                        .put(
                                "ApproximateReceiveCount",
                                message.statistics().approximateReceiveCount() + "")
                        .put("ApproximateFirstReceiveTimestamp", firstReceive(message));
        put(
                attributes,
                "MessageDeduplicationId",
                message.messageDeduplicationId().map(id -> id.id()));
        put(attributes, "MessageGroupId", message.messageGroupId());
        put(attributes, "AWSTraceHeader", message.tracingId().map(id -> id.id()));
        put(attributes, "SequenceNumber", message.sequenceNumber());
        put(
                attributes,
                "DeadLetterQueueSourceArn",
                message.deadLetterSourceQueueName().map(LocalAccount::queueArn));
        return attributes;
    }

    private static void put(ObjectNode attributes, String name, Option<String> value) {
        if (value.isDefined()) {
            attributes.put(name, value.get());
        }
    }

    private static String firstReceive(MessageData message) {
        Received first = message.statistics().approximateFirstReceive();
        return first instanceof OnDateTimeReceived received ? millis(received.when()) : "0";
    }

    private static String millis(OffsetDateTime time) {
        return Long.toString(time.toInstant().toEpochMilli());
    }

    private static ObjectNode attributes(MessageData message) {
        ObjectNode attributes = Json.object();
        Map<String, MessageAttribute> all =
                CollectionConverters.asJava(message.messageAttributes());
        all.forEach((name, attribute) -> attributes.set(name, attribute(attribute)));
        return attributes;
    }

    /** Message attributes that are texts. */
    static Map<String, String> texts(
            scala.collection.immutable.Map<String, MessageAttribute> attributes) {
        Map<String, String> texts = new HashMap<>();
        CollectionConverters.asJava(attributes)
                .forEach(
                        (name, attribute) -> {
                            if (attribute instanceof StringMessageAttribute text) {
                                texts.put(name, text.stringValue());
                            }
                        });
        return texts;
    }

    private static ObjectNode attribute(MessageAttribute attribute) {
        ObjectNode node = Json.object().put("DataType", attribute.getDataType());
        if (attribute instanceof BinaryMessageAttribute binary) {
            return node.put("BinaryValue", binary.asBase64());
        }
        if (attribute instanceof NumberMessageAttribute number) {
            return node.put("StringValue", number.stringValue());
        }
        return node.put("StringValue", ((StringMessageAttribute) attribute).stringValue());
    }

    private static String md5(String body) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}

package dev.mailroom.local.internal.sqs;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.model.LocalQueue;

import org.elasticmq.AfterMillisNextDelivery;
import org.elasticmq.DeduplicationId;
import org.elasticmq.ImmediateNextDelivery$;
import org.elasticmq.Limits;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NewMessageData;
import org.elasticmq.NextDelivery;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.jspecify.annotations.Nullable;

import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Either;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A message of the pipeline in ElasticMQ's form, after SQS's own checks. */
final class NewMessage {

    private static final Limits LIMITS = StrictSQSLimits$.MODULE$;
    private static final int MAX_DELAY_SECONDS = 900;
    private static final Pattern GROUP = Pattern.compile("[!-~]{1,128}");

    private NewMessage() {}

    /**
     * Creates the message.
     *
     * @throws IOException if SQS would refuse it
     */
    static NewMessageData of(OutgoingMessage message, LocalQueue queue) throws IOException {
        checkSize(message, queue);
        check(Limits.verifyMessageBody(message.body(), LIMITS), queue);
        checkGroup(message.groupId(), queue);
        checkDelay(message.delaySeconds(), queue);
        return new NewMessageData(
                Option.empty(),
                new MessageContent(message.body()),
                attributes(message, queue),
                delivery(message.delaySeconds()),
                Option.apply(message.groupId()),
                Option.apply(deduplicationId(message, queue)),
                0,
                Option.apply(message.traceHeader()).map(TracingId::new),
                Option.empty(),
                Option.empty());
    }

    private static NextDelivery delivery(@Nullable Integer delaySeconds) {
        return delaySeconds == null
                ? ImmediateNextDelivery$.MODULE$
                : new AfterMillisNextDelivery(Duration.ofSeconds(delaySeconds).toMillis());
    }

    private static void checkDelay(@Nullable Integer seconds, LocalQueue queue) throws IOException {
        if (seconds != null && (queue.isFifo() || seconds > MAX_DELAY_SECONDS)) {
            throw refused(
                    queue,
                    "InvalidParameterValue: DelaySeconds must be 0 to 900, and a FIFO queue has no"
                            + " delay of single messages");
        }
    }

    // A rule sets no deduplication id (C20); a subscriber may (V17).
    private static @Nullable DeduplicationId deduplicationId(
            OutgoingMessage message, LocalQueue queue) throws IOException {
        String given = message.deduplicationId();
        if (!queue.isFifo()) {
            if (given != null) {
                throw refused(
                        queue,
                        "InvalidParameterValue: MessageDeduplicationId is for FIFO queues only");
            }
            return null;
        }
        if (given != null) {
            return new DeduplicationId(given(given, message, queue));
        }
        if (!queue.contentBasedDeduplication()) {
            throw refused(
                    queue,
                    "InvalidParameterValue: the queue has no ContentBasedDeduplication, and the message no MessageDeduplicationId");
        }
        String content =
                queue.deduplicatesPerGroup()
                        ? message.groupId() + " " + message.body()
                        : message.body();
        return new DeduplicationId(DeduplicationId.fromMessageBody(content));
    }

    private static String given(String id, OutgoingMessage message, LocalQueue queue)
            throws IOException {
        if (!GROUP.matcher(id).matches()) {
            throw refused(
                    queue,
                    "InvalidParameterValue: MessageDeduplicationId must be 1 to 128 letters, digits"
                            + " and punctuation marks");
        }
        return queue.deduplicatesPerGroup() ? message.groupId() + " " + id : id;
    }

    // C13: body and attributes count together.
    private static void checkSize(OutgoingMessage message, LocalQueue queue) throws IOException {
        int size = bytes(message.body());
        for (Map.Entry<String, JsonNode> attribute : message.attributes().properties()) {
            size +=
                    bytes(attribute.getKey())
                            + bytes(attribute.getValue().path("DataType").asText())
                            + bytes(attribute.getValue().path("StringValue").asText());
        }
        if (size > queue.maximumMessageSize()) {
            throw refused(
                    queue,
                    "InvalidParameterValue: the message has "
                            + size
                            + " bytes, more than the queue's "
                            + queue.maximumMessageSize());
        }
    }

    private static scala.collection.immutable.Map<String, MessageAttribute> attributes(
            OutgoingMessage message, LocalQueue queue) throws IOException {
        Map<String, MessageAttribute> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : message.attributes().properties()) {
            String name = entry.getKey();
            String value = entry.getValue().path("StringValue").asText();
            check(Limits.verifyMessageStringAttribute(name, value, LIMITS), queue);
            attributes.put(name, attribute(entry.getValue().path("DataType").asText(), value));
        }
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(attributes));
    }

    private static MessageAttribute attribute(String type, String value) {
        return type.equals("Number")
                ? new NumberMessageAttribute(value, Option.empty())
                : new StringMessageAttribute(value, Option.empty());
    }

    private static void checkGroup(@Nullable String group, LocalQueue queue) throws IOException {
        if (group == null && queue.isFifo()) {
            throw refused(queue, "MissingParameter: a FIFO queue needs a MessageGroupId");
        }
        if (group != null && !GROUP.matcher(group).matches()) {
            throw refused(
                    queue,
                    "InvalidParameterValue: MessageGroupId must be 1 to 128 letters, digits and punctuation marks");
        }
    }

    private static void check(Either<String, BoxedUnit> checked, LocalQueue queue)
            throws IOException {
        if (checked.isLeft()) {
            throw refused(queue, checked.left().toOption().get());
        }
    }

    private static IOException refused(LocalQueue queue, String why) {
        return new IOException("sqs SendMessage to " + queue.name() + ": " + why);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

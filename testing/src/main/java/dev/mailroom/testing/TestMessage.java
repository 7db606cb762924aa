package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * A message of a queue, as Lambda hands it to a function. By default it is received for the first
 * time, belongs to no group and has no attributes.
 *
 * <pre>{@code
 * message(event(ORDER_PLACED, order).plain()).withId("m-7").inGroup("customer-1").received(3)
 * }</pre>
 *
 * @param id its id; null for {@code message-1}, or in a batch for its place there
 * @param body its body
 * @param group its message group, or null if it has none
 * @param receiveCount how often SQS has delivered it, this time included
 * @param attributes its message attributes, all of them strings; immutable
 */
public record TestMessage(
        @Nullable String id,
        String body,
        @Nullable String group,
        int receiveCount,
        Map<String, String> attributes) {

    private static final String STANDARD_QUEUE = "arn:aws:sqs:eu-west-1:111122223333:queue";
    private static final String FIFO_QUEUE = STANDARD_QUEUE + ".fifo";

    /** 2026-01-01T00:00:00Z. */
    private static final String SENT = "1767225600000";

    /**
     * Creates a message.
     *
     * @param id its id, or null
     * @param body its body
     * @param group its message group, or null
     * @param receiveCount how often SQS has delivered it, this time included
     * @param attributes its message attributes
     * @throws IllegalArgumentException if the receive count is less than 1
     */
    public TestMessage {
        requireNonNull(body, "body");
        attributes = Map.copyOf(attributes);
        if (receiveCount < 1) {
            throw new IllegalArgumentException(
                    "receiveCount must be 1 or more, but is " + receiveCount);
        }
    }

    /**
     * Returns a message.
     *
     * @param body its body, such as {@link TestEvent#plain()}
     * @return the message
     */
    public static TestMessage message(String body) {
        return new TestMessage(null, body, null, 1, Map.of());
    }

    /**
     * Returns this message with another id.
     *
     * @param id the id
     * @return the message
     */
    public TestMessage withId(String id) {
        return new TestMessage(requireNonNull(id, "id"), body, group, receiveCount, attributes);
    }

    /**
     * Returns this message in another message group.
     *
     * @param group the group
     * @return the message
     */
    public TestMessage inGroup(String group) {
        return new TestMessage(id, body, requireNonNull(group, "group"), receiveCount, attributes);
    }

    /**
     * Returns this message as one that SQS has delivered several times.
     *
     * @param times how often, this time included
     * @return the message
     * @throws IllegalArgumentException if the number is less than 1
     */
    public TestMessage received(int times) {
        return new TestMessage(id, body, group, times, attributes);
    }

    /**
     * Returns this message with an additional message attribute.
     *
     * @param name the attribute's name
     * @param value its value
     * @return the message
     */
    public TestMessage withAttribute(String name, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(name, value);
        return new TestMessage(id, body, group, receiveCount, more);
    }

    /**
     * Returns Lambda's own form of this message, as it comes from a standard queue.
     *
     * @return a message of its own
     */
    public SQSMessage onStandardQueue() {
        return on(STANDARD_QUEUE);
    }

    /**
     * Returns Lambda's own form of this message, as it comes from a FIFO queue.
     *
     * @return a message of its own
     * @throws IllegalStateException if it is in no group, without which a FIFO queue takes no
     *     message
     */
    public SQSMessage onFifoQueue() {
        if (group == null) {
            throw new IllegalStateException(
                    "a message of a FIFO queue needs a group: give it one by inGroup");
        }
        return on(FIFO_QUEUE);
    }

    /** The message with an id: its own, or one made from its place in a batch. */
    TestMessage at(int place) {
        return id == null ? withId("message-" + place) : this;
    }

    private SQSMessage on(String queue) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id == null ? "message-1" : id);
        message.setReceiptHandle("receipt of " + message.getMessageId());
        message.setBody(body);
        message.setEventSource("aws:sqs");
        message.setEventSourceArn(queue);
        message.setAwsRegion("eu-west-1");
        message.setAttributes(systemAttributes());
        message.setMessageAttributes(messageAttributes());
        return message;
    }

    private Map<String, String> systemAttributes() {
        Map<String, String> system = new HashMap<>();
        system.put("ApproximateReceiveCount", Integer.toString(receiveCount));
        system.put("SentTimestamp", SENT);
        if (group != null) {
            system.put("MessageGroupId", group);
        }
        return system;
    }

    private Map<String, MessageAttribute> messageAttributes() {
        Map<String, MessageAttribute> all = new HashMap<>();
        attributes.forEach(
                (name, value) -> {
                    MessageAttribute attribute = new MessageAttribute();
                    attribute.setDataType("String");
                    attribute.setStringValue(value);
                    all.put(name, attribute);
                });
        return all;
    }
}

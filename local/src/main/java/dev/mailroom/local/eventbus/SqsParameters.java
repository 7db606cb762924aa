package dev.mailroom.local.eventbus;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a subscriber passes to its queue in addition to the body of a message.
 *
 * @param groupId the message group; null for none
 * @param deduplicationId the deduplication id of a FIFO queue; null for none
 * @param delaySeconds the delay of a standard queue; null for the queue's own
 * @param attributes the message attributes by name
 * @param systemAttributes the system attributes by name; SQS accepts only {@code AWSTraceHeader}
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-target-sqs.html">Amazon
 *     SQS queue target</a>
 */
public record SqsParameters(
        @Nullable Parameter groupId,
        @Nullable Parameter deduplicationId,
        @Nullable Parameter delaySeconds,
        Map<String, Attribute> attributes,
        Map<String, Attribute> systemAttributes) {

    /** A message with only its body. */
    public static final SqsParameters NONE =
            new SqsParameters(null, null, null, Map.of(), Map.of());

    /**
     * Creates it from its parts.
     *
     * @param groupId the message group
     * @param deduplicationId the deduplication id
     * @param delaySeconds the delay
     * @param attributes the message attributes
     * @param systemAttributes the system attributes
     */
    public SqsParameters {
        attributes = Map.copyOf(attributes);
        systemAttributes = Map.copyOf(systemAttributes);
    }

    /**
     * Sends each event in a message group, as a FIFO queue requires.
     *
     * @param groupId the message group, a literal or an expression
     * @param deduplicationId the deduplication id, a literal or an expression
     * @return the parameters
     * @throws IllegalArgumentException if an expression does not parse
     */
    public static SqsParameters inGroup(String groupId, String deduplicationId) {
        return new SqsParameters(
                Parameter.of(groupId), Parameter.of(deduplicationId), null, Map.of(), Map.of());
    }

    /**
     * A message attribute.
     *
     * @param dataType its data type, which SQS requires; null for none
     * @param value its value; null for none
     */
    public record Attribute(@Nullable String dataType, @Nullable Parameter value) {}
}

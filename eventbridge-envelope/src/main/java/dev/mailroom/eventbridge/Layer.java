package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

/**
 * One layer that was opened on the way from the body of an SQS message to the detail.
 *
 * @see EventBridgeEvent#layers()
 */
public sealed interface Layer {

    /**
     * A notification that SNS put into the queue, without raw message delivery: an object whose
     * {@code Type} is {@code Notification} and that has a {@code MessageId}, a {@code TopicArn} and
     * a {@code Message}, as SNS's notifications always do.
     *
     * @param topicArn the ARN of the topic
     * @param messageId the id that SNS gave it
     * @see <a
     *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Amazon
     *     SNS message formats</a>
     */
    record Sns(String topicArn, String messageId) implements Layer {

        /**
         * Creates the layer; handlers' tests may.
         *
         * @param topicArn the ARN of the topic
         * @param messageId the id that SNS gave it
         */
        public Sns {
            requireNonNull(topicArn, "topicArn");
            requireNonNull(messageId, "messageId");
        }
    }

    /**
     * An object with a single field, such as {@code {"event": …}} from an input transformer. The
     * field holds an object, or a string that holds JSON.
     *
     * @param field the name of the field
     */
    record Wrapper(String field) implements Layer {

        /**
         * Creates the layer; handlers' tests may.
         *
         * @param field the name of the field
         */
        public Wrapper {
            requireNonNull(field, "field");
        }
    }

    /** A JSON string around everything inside it, as some input templates yield. */
    record JsonString() implements Layer {}

    /** The EventBridge event: always the last layer, unless the body has no envelope. */
    record Event() implements Layer {}
}

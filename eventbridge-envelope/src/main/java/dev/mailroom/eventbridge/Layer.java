package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

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
     * A delivery of a Custom Event Bus with the transformer {@code WITH_METADATA}: an object with
     * {@code Data}, which is the event or a payload of {@code PutRawEvents}, and {@code
     * SystemMetadata}, which always has an {@code aws:DeliveryType}.
     *
     * @param metadata what the publisher said about the event; only {@code PutRawEvents} has any;
     *     immutable
     * @param systemMetadata what EventBridge says about it, such as {@code aws:SequenceNumber};
     *     immutable
     * @see <a
     *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-addressing.html">Event
     *     structure: data, metadata, and system metadata</a>
     */
    record CustomBus(Map<String, String> metadata, Map<String, String> systemMetadata)
            implements Layer {

        static final String DELIVERY_TYPE = "aws:DeliveryType";

        /**
         * Creates the layer; handlers' tests may.
         *
         * @param metadata what the publisher said about the event
         * @param systemMetadata what EventBridge says about it
         */
        public CustomBus {
            metadata = Map.copyOf(metadata);
            systemMetadata = Map.copyOf(systemMetadata);
        }

        /**
         * Returns the id that the bus gave the event. A replay keeps it; a bus that forwards the
         * event to another one does not.
         *
         * @return the id, or null if the bus does not say
         */
        public @Nullable String eventId() {
            return systemMetadata.get("aws:EventId");
        }

        /**
         * Returns the group whose events the bus keeps in order.
         *
         * @return the group, or null if the event has none
         */
        public @Nullable String eventGroupId() {
            return systemMetadata.get("EventGroupId");
        }

        /**
         * Returns the id by which the bus recognizes events that its publisher sends twice.
         *
         * @return the id, or null if the event has none
         */
        public @Nullable String deduplicationId() {
            return systemMetadata.get("DeduplicationId");
        }

        /**
         * Tells whether the bus replays the event from those that it retains.
         *
         * @return whether it is a replay
         */
        public boolean replayed() {
            return "REPLAY".equals(systemMetadata.get(DELIVERY_TYPE));
        }

        /** V7: events from {@code PutEvents} and from event sources. */
        boolean holdsEvent() {
            return "application/eventbridge+json".equals(contentType());
        }

        /** V11: Base64, since it is not JSON. */
        boolean isBinary() {
            return "application/octet-stream".equals(contentType());
        }

        private @Nullable String contentType() {
            return systemMetadata.get("ContentType");
        }

        @Nullable String source() {
            return systemMetadata.get("aws:Source");
        }

        @Nullable String detailType() {
            return systemMetadata.get("aws:DetailType");
        }

        /** V23: the bus vouches for its metadata, not for the data. */
        boolean contradicts(String source, String detailType) {
            return !source.equals(requireNonNullElse(source(), source))
                    || !detailType.equals(requireNonNullElse(detailType(), detailType));
        }

        /** When the bus took the event, or null if it does not say. */
        @Nullable Instant ingestionTime() {
            String time = systemMetadata.get("aws:IngestionTime");
            try {
                return time == null ? null : Instant.parse(time);
            } catch (DateTimeException e) {
                return null; // not swallowed: the time of the message is used instead
            }
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

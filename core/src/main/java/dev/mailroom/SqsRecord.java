package dev.mailroom;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Our view of one SQS message in a batch: its id, its body, and what SQS says about its delivery.
 *
 * <p>It reads from Lambda's {@link SQSMessage}, which must not be changed while the record is in
 * use. Thread-safe under that condition.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS</a>
 */
public final class SqsRecord {

    private final SQSMessage message;

    private SqsRecord(SQSMessage message) {
        this.message = message;
    }

    /**
     * Views a message of Lambda's event.
     *
     * @param message the message
     * @return its view
     * @throws IllegalArgumentException if the message has no id: without it a failure cannot be
     *     reported
     */
    public static SqsRecord of(SQSMessage message) {
        String id = requireNonNull(message, "message").getMessageId();
        if (id == null || id.isBlank()) {
            // C3: a blank id would mean that the whole batch failed, and a guessed one could delete
            // another message.
            throw new IllegalArgumentException(
                    "an SQS record without a messageId cannot be reported; the whole batch must be retried");
        }
        return new SqsRecord(message);
    }

    /**
     * Returns the id that SQS gave the message. A redelivery has the same id; a duplicate made by
     * the producer or by EventBridge has a new one, so it is not an idempotency key.
     *
     * @return the message id, never blank
     */
    public String messageId() {
        return message.getMessageId();
    }

    /**
     * Returns the body as it was sent.
     *
     * @return the body; empty if there is none
     */
    public String body() {
        String body = message.getBody();
        return body == null ? "" : body;
    }

    /**
     * Returns how often SQS has delivered the message, this time included.
     *
     * @return 1 or more; 1 if SQS did not say
     */
    public int receiveCount() {
        String count = attribute("ApproximateReceiveCount");
        return count == null ? 1 : Integer.parseInt(count);
    }

    /**
     * Returns when the message was sent to the queue.
     *
     * @return the time, or null if SQS did not say
     */
    public @Nullable Instant sentAt() {
        String millis = attribute("SentTimestamp");
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /**
     * Returns the message group. On a FIFO queue it is the unit of order; on a standard queue it
     * only serves fairness.
     *
     * @return the group id, or null if the message has none
     */
    public @Nullable String messageGroupId() {
        return attribute("MessageGroupId");
    }

    /**
     * Tells whether the message comes from a FIFO queue.
     *
     * @return whether the ARN of the queue ends in {@code .fifo}
     */
    public boolean fifo() {
        // C6: a message group alone proves nothing, standard queues carry it too.
        String arn = message.getEventSourceArn();
        return arn != null && arn.endsWith(".fifo");
    }

    /**
     * Returns a system attribute that SQS delivered with the message, such as {@code SenderId}.
     *
     * @param name the attribute's name
     * @return its value, or null if it was not delivered
     */
    public @Nullable String attribute(String name) {
        Map<String, String> attributes = message.getAttributes();
        return attributes == null ? null : attributes.get(name);
    }

    /**
     * Returns Lambda's own view of the message, with everything that has no method here.
     *
     * @return the message; do not change it
     */
    public SQSMessage message() {
        return message;
    }

    /** Names the message by its id, without its body. */
    @Override
    public String toString() {
        return "SqsRecord[" + messageId() + "]";
    }
}

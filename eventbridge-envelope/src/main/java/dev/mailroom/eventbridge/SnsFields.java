package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The fields that identify a message from SNS (C24), as far as they are strings. */
final class SnsFields {

    private @Nullable String type;
    private @Nullable String message;
    private @Nullable String topicArn;
    private @Nullable String messageId;
    private boolean token;
    private boolean ambiguous;

    void add(EventField field, String value) {
        switch (field) {
            case TYPE -> {
                ambiguous |= type != null;
                type = value;
            }
            case MESSAGE -> {
                ambiguous |= message != null;
                message = value;
            }
            case TOPIC_ARN -> topicArn = value;
            case MESSAGE_ID -> messageId = value;
            case TOKEN -> token = true;
            default -> throw new IllegalArgumentException(field.name());
        }
    }

    /**
     * Whether this has every field that a notification always has; with fewer it is an object of
     * the sender's own.
     */
    boolean isNotification() {
        return "Notification".equals(type) && comesFromTopic();
    }

    /** Whether SNS asks to confirm a subscription, which is not something that was published. */
    boolean isConfirmation() {
        return token
                && comesFromTopic()
                && ("SubscriptionConfirmation".equals(type)
                        || "UnsubscribeConfirmation".equals(type));
    }

    /** Whether this looks like a notification that was written by hand. */
    boolean isAlmostNotification() {
        return "Notification".equals(type) && message != null && !comesFromTopic();
    }

    private boolean comesFromTopic() {
        return message != null && isGiven(topicArn) && isGiven(messageId);
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    /** Whether a field occurs twice, so that two readers could see two messages. */
    boolean isAmbiguous() {
        return ambiguous;
    }

    Layer.Sns layer() {
        return new Layer.Sns(requireNonNull(topicArn), requireNonNull(messageId));
    }

    String message() {
        return requireNonNull(message);
    }
}

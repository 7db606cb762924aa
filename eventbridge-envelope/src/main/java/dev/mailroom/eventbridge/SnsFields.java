package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/** The fields that identify a message from SNS (C24), as far as they are strings. */
final class SnsFields {

    private final Set<EventField> seen = EnumSet.noneOf(EventField.class);
    private @Nullable EventField twice;
    private @Nullable String type;
    private @Nullable String message;
    private @Nullable String topicArn;
    private @Nullable String messageId;
    private boolean token;

    /** Adds a field; its value is null if it is not a string. */
    void add(EventField field, @Nullable String value) {
        if (!seen.add(field)) {
            twice = field;
        }
        if (value != null) {
            put(field, value);
        }
    }

    private void put(EventField field, String value) {
        switch (field) {
            case TYPE -> type = value;
            case MESSAGE -> message = value;
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

    /** A field that occurs twice, so that two readers could see two messages; null if none does. */
    @Nullable EventField twice() {
        return twice;
    }

    Layer.Sns layer() {
        return new Layer.Sns(requireNonNull(topicArn), requireNonNull(messageId));
    }

    String message() {
        return requireNonNull(message);
    }
}

package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * What the fields of an object that are none of an event's say about what stands inside it: an SNS
 * notification (C24), or the first field of what may turn out to be a wrapper.
 */
final class Surroundings {

    private @Nullable String firstField;
    private @Nullable String firstValue;
    private @Nullable String type;
    private @Nullable String message;
    private String topicArn = "";
    private String messageId = "";
    private boolean token;
    private boolean ambiguous;

    static boolean concernedBy(String field) {
        return switch (field) {
            case "Type", "Message", "TopicArn", "MessageId", "Token" -> true;
            default -> false;
        };
    }

    /** Reads the value of one field, the object's first or one that this is concerned by. */
    void read(JsonParser parser, String text, String field, boolean first) throws IOException {
        if (first && parser.currentToken() == JsonToken.START_OBJECT) {
            firstField = field;
            firstValue = Slice.skipped(parser, text);
        } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
            readString(field, parser.getText(), first);
        } else {
            parser.skipChildren();
        }
    }

    private void readString(String field, String value, boolean first) {
        if (first && Slice.beginsWith(value, '{', '"')) {
            firstField = field;
            firstValue = value;
        }
        switch (field) {
            case "Type" -> {
                ambiguous |= type != null;
                type = value;
            }
            case "Message" -> {
                ambiguous |= message != null;
                message = value;
            }
            case "TopicArn" -> topicArn = value;
            case "MessageId" -> messageId = value;
            case "Token" -> token = true;
            default -> {
                // Only the first value of an object that may be a wrapper.
            }
        }
    }

    /** C24: what a notification always has; with less it is a message of somebody's own. */
    boolean notification() {
        return "Notification".equals(type) && comesFromTopic();
    }

    /** SNS asks a subscriber to confirm: nothing that anybody has published. */
    boolean confirmation() {
        return token
                && comesFromTopic()
                && ("SubscriptionConfirmation".equals(type)
                        || "UnsubscribeConfirmation".equals(type));
    }

    /** Whether somebody seems to have written a notification by hand. */
    boolean almostNotification() {
        return "Notification".equals(type) && message != null && !comesFromTopic();
    }

    private boolean comesFromTopic() {
        return message != null && !topicArn.isEmpty() && !messageId.isEmpty();
    }

    /** Whether the notification has a field twice, so that two readers could see two events. */
    boolean ambiguous() {
        return ambiguous;
    }

    Layer.Sns sns() {
        return new Layer.Sns(topicArn, messageId);
    }

    @Nullable String message() {
        return message;
    }

    @Nullable String firstField() {
        return firstField;
    }

    @Nullable String firstValue() {
        return firstValue;
    }
}

package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * The fields by which layers are recognized: those of an event (C14), in the order in which
 * EventBridge writes them, and those of SNS (C24), in the order in which SNS does.
 */
enum EventField {
    VERSION("version"),
    ID("id"),
    DETAIL_TYPE("detail-type"),
    SOURCE("source"),
    ACCOUNT("account"),
    TIME("time"),
    REGION("region"),
    RESOURCES("resources"),
    DETAIL("detail"),
    REPLAY_NAME("replay-name"),
    TYPE("Type"),
    MESSAGE_ID("MessageId"),
    TOPIC_ARN("TopicArn"),
    MESSAGE("Message"),
    TOKEN("Token");

    private static final EventField[] ALL = values();

    private static final Map<EventField, EventField> NEXT = new EnumMap<>(EventField.class);

    static {
        EventField before = TOKEN;
        for (EventField field : ALL) {
            NEXT.put(before, field);
            before = field;
        }
    }

    private final String text;
    private final String quoted;

    EventField(String text) {
        this.text = text;
        this.quoted = "\"" + text + "\"";
    }

    /** The field whose name comes next, most likely this one; null if it is another. */
    static @Nullable EventField read(JsonText json, EventField likely) throws UnreadableException {
        json.next();
        if (json.take(likely.quoted)) {
            json.expect(':');
            return likely;
        }
        json.readName();
        for (EventField field : ALL) {
            if (json.isString(field.text)) {
                return field;
            }
        }
        return null;
    }

    /** The field that mostly comes after this one. */
    EventField next() {
        return requireNonNull(NEXT.get(this));
    }

    @Override
    public String toString() {
        return text;
    }
}

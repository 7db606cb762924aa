package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The fields that identify layers: those of an event (C14) and of SNS (C24), each in the order in
 * which they are sent, and those of a Custom Event Bus (V11, V25).
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
    TYPE("Type", Owner.SNS),
    MESSAGE_ID("MessageId", Owner.SNS),
    TOPIC_ARN("TopicArn", Owner.SNS),
    MESSAGE("Message", Owner.SNS),
    TOKEN("Token", Owner.SNS),
    DATA("Data", Owner.BUS),
    METADATA("Metadata", Owner.BUS),
    SYSTEM_METADATA("SystemMetadata", Owner.BUS),
    BUS_ARN("busArn", Owner.BUS),
    SUBSCRIBER_ARN("subscriberArn", Owner.BUS),
    TARGET_ARN("targetArn", Owner.BUS),
    ERROR_CODE("errorCode", Owner.BUS),
    EXHAUSTED_RETRY_CONDITION("exhaustedRetryCondition", Owner.BUS),
    FAILED_MESSAGES("failedMessages", Owner.BUS);

    private static final EventField[] ALL = values();

    private static final EventField[] NONE = {};

    /** By the length of their names, so that another name is compared with few of them. */
    private static final EventField[][] BY_LENGTH =
            IntStream.rangeClosed(0, EXHAUSTED_RETRY_CONDITION.text.length())
                    .mapToObj(EventField::withLength)
                    .toArray(EventField[][]::new);

    private static final Map<EventField, EventField> NEXT = new EnumMap<>(EventField.class);

    static {
        EventField before = ALL[ALL.length - 1];
        for (EventField field : ALL) {
            NEXT.put(before, field);
            before = field;
        }
    }

    /** Whose field it is. */
    enum Owner {
        EVENT,
        SNS,
        BUS
    }

    private final String text;
    private final Owner owner;
    private final String quoted;

    EventField(String text) {
        this(text, Owner.EVENT);
    }

    EventField(String text, Owner owner) {
        this.text = text;
        this.owner = owner;
        this.quoted = "\"" + text + "\"";
    }

    /** Reads the field whose name comes next, most likely this one; null if it is another. */
    static @Nullable EventField read(JsonText json, EventField likely) throws UnreadableException {
        json.next();
        if (json.take(likely.quoted)) {
            json.expect(':');
            return likely;
        }
        json.readName();
        for (EventField field : json.hasEscapes() ? ALL : ofLength(json.length())) {
            if (json.isString(field.text)) {
                return field;
            }
        }
        return null;
    }

    private static EventField[] withLength(int length) {
        return Stream.of(ALL)
                .filter(field -> field.text.length() == length)
                .toArray(EventField[]::new);
    }

    private static EventField[] ofLength(int length) {
        return length < BY_LENGTH.length ? BY_LENGTH[length] : NONE;
    }

    Owner owner() {
        return owner;
    }

    /** The field that usually comes after this one. */
    EventField next() {
        return requireNonNull(NEXT.get(this));
    }

    @Override
    public String toString() {
        return text;
    }
}

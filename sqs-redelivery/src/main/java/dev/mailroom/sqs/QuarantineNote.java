package dev.mailroom.sqs;

import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Why a message is in quarantine. */
final class QuarantineNote {

    /** The attribute that contains all fields if there is no room for one each. */
    static final String PACKED = "mailroom.quarantine";

    /** All names that a note may use. */
    static final List<String> NAMES =
            List.of(
                    PACKED,
                    "mailroom.exception",
                    "mailroom.messageId",
                    "mailroom.receiveCount",
                    "mailroom.eventId",
                    "mailroom.handler",
                    "mailroom.source",
                    "mailroom.detailType",
                    "mailroom.reason");

    private static final int MOST_BYTES = 256;
    private static final int MOST_REASON_BYTES = 1024;
    private static final EventIdentity UNKNOWN = new EventIdentity(null, null, null);

    /**
     * What is known, by the name of its attribute; the shortest come first, so that a lack of room
     * cuts the reason.
     */
    final Map<String, String> fields;

    private QuarantineNote(Map<String, String> fields) {
        this.fields = fields;
    }

    static QuarantineNote of(Delivery delivery, PoisonMessageException cause) {
        EventIdentity found = delivery.event();
        EventIdentity event = found == null ? UNKNOWN : found;
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "mailroom.exception", cause.getClass().getName(), MOST_BYTES);
        put(fields, "mailroom.messageId", delivery.messageId(), MOST_BYTES);
        put(fields, "mailroom.receiveCount", delivery.record().receiveCount() + "", MOST_BYTES);
        put(fields, "mailroom.eventId", event.eventId(), MOST_BYTES);
        put(fields, "mailroom.handler", delivery.lambdaContext().getFunctionName(), MOST_BYTES);
        put(fields, "mailroom.source", event.source(), MOST_BYTES);
        put(fields, "mailroom.detailType", event.detailType(), MOST_BYTES);
        put(fields, "mailroom.reason", cause.getMessage(), MOST_REASON_BYTES);
        return new QuarantineNote(fields);
    }

    /** SQS refuses empty attributes. */
    private static void put(
            Map<String, String> fields, String name, @Nullable String value, int mostBytes) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, OneLine.of(value, mostBytes));
        }
    }

    /** The note as the single attribute {@link #PACKED}. */
    QuarantineNote packed() {
        StringJoiner lines = new StringJoiner("\n");
        fields.forEach(
                (name, value) -> lines.add(name.substring("mailroom.".length()) + "=" + value));
        return new QuarantineNote(Map.of(PACKED, lines.toString()));
    }
}

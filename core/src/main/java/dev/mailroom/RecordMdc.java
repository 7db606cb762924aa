package dev.mailroom;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line says about a record while it is handled. Senders choose some of the values,
 * so they are short and of one line: no value forges a line of the log.
 */
final class RecordMdc {

    private static final String MESSAGE_ID = "messageId";
    private static final String EVENT_ID = "eventId";
    private static final String SOURCE = "source";
    private static final String DETAIL_TYPE = "detailType";

    private static final int LONGEST = 256;

    /** What is nearly always described before a record. */
    private static final RecordMdc NOTHING = new RecordMdc(null, null, null, null);

    private final @Nullable String messageId;
    private final @Nullable String eventId;
    private final @Nullable String source;
    private final @Nullable String detailType;

    private RecordMdc(
            @Nullable String messageId,
            @Nullable String eventId,
            @Nullable String source,
            @Nullable String detailType) {
        this.messageId = messageId;
        this.eventId = eventId;
        this.source = source;
        this.detailType = detailType;
    }

    private static RecordMdc now() {
        String messageId = MDC.get(MESSAGE_ID);
        String eventId = MDC.get(EVENT_ID);
        String source = MDC.get(SOURCE);
        String detailType = MDC.get(DETAIL_TYPE);
        return messageId == null && eventId == null && source == null && detailType == null
                ? NOTHING
                : new RecordMdc(messageId, eventId, source, detailType);
    }

    /** Describes a record from now on; returns what was described before. */
    static RecordMdc replace(String messageId, @Nullable EventIdentity event) {
        RecordMdc before = now();
        set(MESSAGE_ID, messageId); // SQS chose it, not the sender
        put(event);
        return before;
    }

    /** Describes the event in the record, if it is known. */
    static void put(@Nullable EventIdentity event) {
        putCleaned(EVENT_ID, event == null ? null : event.eventId());
        putCleaned(SOURCE, event == null ? null : event.source());
        putCleaned(DETAIL_TYPE, event == null ? null : event.detailType());
    }

    /** Describes again what was described before. */
    void restore() {
        set(MESSAGE_ID, messageId);
        set(EVENT_ID, eventId);
        set(SOURCE, source);
        set(DETAIL_TYPE, detailType);
    }

    private static void putCleaned(String key, @Nullable String value) {
        set(key, value == null ? null : OneLine.of(value, LONGEST));
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}

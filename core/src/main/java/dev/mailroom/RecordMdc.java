package dev.mailroom;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What every log line says about the record that is being handled. */
final class RecordMdc {

    private static final String MESSAGE_ID = "messageId";
    private static final String EVENT_ID = "eventId";
    private static final String SOURCE = "source";
    private static final String DETAIL_TYPE = "detailType";

    private RecordMdc() {}

    static void put(SqsRecord record) {
        MDC.put(MESSAGE_ID, record.messageId());
    }

    static void put(EventIdentity event) {
        put(EVENT_ID, event.eventId());
        put(SOURCE, event.source());
        put(DETAIL_TYPE, event.detailType());
    }

    static void clear() {
        MDC.remove(MESSAGE_ID);
        MDC.remove(EVENT_ID);
        MDC.remove(SOURCE);
        MDC.remove(DETAIL_TYPE);
    }

    private static void put(String key, @Nullable String value) {
        if (value != null) {
            MDC.put(key, value);
        }
    }
}

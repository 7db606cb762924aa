package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.ObjectReader;

import dev.mailroom.RecordContext;

import org.jspecify.annotations.Nullable;

/** Where events of one type go, and how their detail is bound. */
record Route<D extends @Nullable Object>(
        EventType<D> type, ObjectReader detailReader, ContextualEventHandler<D> handler) {

    /** The detail was bound by this route's own reader, so it has the route's type. */
    @SuppressWarnings("unchecked")
    void handle(EventBridgeEvent<?> event, RecordContext context) throws Exception {
        handler.handle((EventBridgeEvent<D>) event, context);
    }

    boolean readsDetail() {
        return type.type() != Void.class;
    }
}

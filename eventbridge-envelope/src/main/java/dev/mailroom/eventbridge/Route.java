package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.ObjectReader;

import dev.mailroom.RecordContext;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;

/** Where events go, and how their detail is bound. */
record Route<D extends @Nullable Object>(
        Type type, ObjectReader detailReader, ContextualEventHandler<D> handler) {

    /** The detail was bound by this route's own reader, so it has the route's type. */
    @SuppressWarnings("unchecked")
    void handle(EventBridgeEvent<?> event, RecordContext context) throws Exception {
        handler.handle((EventBridgeEvent<D>) event, context);
    }

    boolean readsDetail() {
        return type != Void.class;
    }

    /** Whether the handler wants the text of the detail as it stands. */
    boolean raw() {
        return type == String.class;
    }
}

package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.mailroom.Delivery;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;

/** Where events go, and how their detail is bound. */
final class Route<D extends @Nullable Object> {

    final Type type;
    final ObjectReader detailReader;
    private final ContextualEventHandler<D> handler;

    Route(Type type, ContextualEventHandler<D> handler, ObjectMapper mapper) {
        this.type = type;
        // A detail is read from the midst of an envelope: tokens after it are no fault.
        this.detailReader =
                mapper.readerFor(mapper.constructType(type))
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.handler = handler;
    }

    /** The detail was bound by this route's own reader, so it has the route's type. */
    @SuppressWarnings("unchecked")
    void handle(EventBridgeEvent<?> event, Delivery context) throws Exception {
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

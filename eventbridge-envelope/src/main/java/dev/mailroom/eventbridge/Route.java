package dev.mailroom.eventbridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.mailroom.Delivery;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;

/** Where events go, and how their detail is bound. */
final class Route<D extends @Nullable Object> {

    final Type type;
    final ObjectReader detailReader;
    private final DeliveryHandler<D> handler;

    Route(Type type, DeliveryHandler<D> handler, ObjectMapper mapper) {
        this.type = type;
        this.detailReader = mapper.readerFor(mapper.constructType(type));
        this.handler = handler;
    }

    /** The route of a registration, once its type is known to be bindable. */
    static <D extends @Nullable Object> Route<D> of(
            Registration<D> registration, ObjectMapper mapper) {
        BindableType.require(registration.events(), mapper);
        return new Route<>(registration.events().type(), registration.handler(), mapper);
    }

    /** The detail was bound by this route's own reader, so it has the route's type. */
    @SuppressWarnings("unchecked")
    void handle(EventBridgeEvent<?> event, Delivery delivery) throws Exception {
        handler.handle((EventBridgeEvent<D>) event, delivery);
    }

    boolean readsDetail() {
        return type != Void.class;
    }

    /** Whether the handler wants the text of the detail as it is. */
    boolean raw() {
        return type == String.class;
    }
}

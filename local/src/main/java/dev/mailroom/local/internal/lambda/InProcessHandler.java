package dev.mailroom.local.internal.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;

import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalInProcessFunction;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** A handler in this JVM, with Lambda's own deserialization and serialization. */
final class InProcessHandler<E> {

    private final RequestHandler<E, ?> handler;
    private final PojoSerializer<E> events;

    private InProcessHandler(RequestHandler<E, ?> handler, PojoSerializer<E> events) {
        this.handler = handler;
        this.events = events;
    }

    static <E> InProcessHandler<E> of(
            LocalInProcessFunction.Handler<E> type, LocalEndpoints endpoints) {
        RequestHandler<E, ?> handler = type.factory().apply(endpoints);
        return new InProcessHandler<>(handler, serializer(type.event(), handler));
    }

    private static <E> PojoSerializer<E> serializer(Class<E> event, RequestHandler<E, ?> handler) {
        if (!LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
            return JacksonFactory.getInstance().getSerializer(event);
        }
        PojoSerializer<E> events =
                LambdaEventSerializers.serializerFor(event, handler.getClass().getClassLoader());
        // Reading the first event takes long, which must not count for the first invocation.
        var unused = events.fromJson("{\"Records\":[]}");
        return events;
    }

    String handle(String payload, Context context) {
        return json(handler.handleRequest(events.fromJson(payload), context));
    }

    private static String json(@Nullable Object response) {
        if (response == null) {
            return "null";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer((Type) response.getClass())
                .toJson(response, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

package dev.mailroom.eventbridge;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.SqsRecord;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Bodies as SQS would deliver them. */
final class Deliveries {

    static final String SENT_AT = "1795372800123";

    private Deliveries() {}

    static void deliver(String body, EventRouter router) throws Exception {
        Delivery context = context(body);
        router.handle(context.record(), context);
    }

    static Delivery context(String body) {
        return new Delivery(record(body), invocation(() -> Duration.ofMinutes(1)));
    }

    /** All that a router and a publisher ask of an invocation. */
    static Context invocation(Supplier<Duration> left) {
        return (Context)
                Proxy.newProxyInstance(
                        Context.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (proxy, method, args) ->
                                method.getName().equals("getRemainingTimeInMillis")
                                        ? Math.toIntExact(left.get().toMillis())
                                        : null);
    }

    static SqsRecord record(String body) {
        return SqsRecord.of(message(body));
    }

    static SQSEvent batch(String body) {
        SQSEvent batch = new SQSEvent();
        batch.setRecords(List.of(message(body)));
        return batch;
    }

    private static SQSMessage message(String body) {
        SQSMessage message = new SQSMessage();
        message.setMessageId("m-1");
        message.setBody(body);
        message.setAttributes(Map.of("SentTimestamp", SENT_AT));
        return message;
    }

    static String event(String source, String detailType, String detail) {
        return "{\"id\":\"e-1\",\"time\":\"2026-11-22T10:00:00Z\",\"source\":\""
                + source
                + "\",\"detail-type\":\""
                + detailType
                + "\",\"detail\":"
                + detail
                + "}";
    }

    /** An event exactly as EventBridge writes it. */
    static String compactEvent(String source, String detailType, String detail) {
        return "{\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\""
                + detailType
                + "\",\"source\":\""
                + source
                + "\",\"account\":\"111122223333\",\"time\":\"2026-11-22T18:43:48Z\","
                + "\"region\":\"us-west-1\",\"resources\":[\"arn:one\",\"arn:two\"],\"detail\":"
                + detail
                + "}";
    }

    static String file(String name) {
        try (InputStream in = Deliveries.class.getResourceAsStream("/events/" + name)) {
            if (in == null) {
                throw new AssertionError("no file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

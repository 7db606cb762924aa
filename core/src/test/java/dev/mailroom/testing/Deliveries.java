package dev.mailroom.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.RecordContext;
import dev.mailroom.SqsRecord;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes the contexts that sinks and guards are given, for tests that have no invocation. */
public final class Deliveries {

    private Deliveries() {}

    /**
     * Returns the context of a record whose invocation always has the same time left.
     *
     * @param remaining the time left
     * @return the context
     */
    public static RecordContext delivery(Duration remaining) {
        return delivery(() -> remaining);
    }

    /**
     * Returns the context of a record whose invocation has as much time left as the test says.
     *
     * @param remaining tells the time left
     * @return the context
     */
    public static RecordContext delivery(Supplier<Duration> remaining) {
        SQSMessage message = new SQSMessage();
        message.setMessageId("message-1");
        return new RecordContext(SqsRecord.of(message), invocation(remaining));
    }

    /**
     * Returns an invocation that knows nothing but how much time it has left.
     *
     * @param remaining tells the time left
     * @return the invocation
     */
    public static Context invocation(Supplier<Duration> remaining) {
        return (Context)
                Proxy.newProxyInstance(
                        Context.class.getClassLoader(),
                        new Class<?>[] {Context.class},
                        (proxy, method, args) ->
                                switch (method.getName()) {
                                    case "getRemainingTimeInMillis" ->
                                            Math.toIntExact(remaining.get().toMillis());
                                    case "toString" -> "an invocation in a test";
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    case "equals" -> proxy == args[0];
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }
}

package dev.mailroom.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.SqsRecord;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes the deliveries that handlers, sinks and guards are given, for tests that have no
 * invocation.
 */
public final class Deliveries {

    private Deliveries() {}

    /**
     * Returns the delivery of a record whose invocation always has the same time left.
     *
     * @param remaining the time left
     * @return the delivery
     */
    public static Delivery delivery(Duration remaining) {
        return delivery(() -> remaining);
    }

    /**
     * Returns the delivery of a record whose invocation has as much time left as the test says.
     *
     * @param remaining tells the time left
     * @return the delivery
     */
    public static Delivery delivery(Supplier<Duration> remaining) {
        SQSMessage message = new SQSMessage();
        message.setMessageId("message-1");
        return new Delivery(SqsRecord.of(message), invocation(remaining));
    }

    /**
     * Returns the delivery of a message whose invocation always has a minute left.
     *
     * @param message the message
     * @return the delivery
     */
    public static Delivery delivery(SQSMessage message) {
        return new Delivery(SqsRecord.of(message), invocation(Duration.ofMinutes(1)));
    }

    /**
     * Returns an invocation that has as much time left as the test says, and is {@code request-1}
     * of {@code function}.
     *
     * @param remaining tells the time left
     * @return the invocation
     */
    public static Context invocation(Supplier<Duration> remaining) {
        return proxy(Context.class, remaining, time -> {});
    }

    /**
     * Returns an invocation whose time the test lets pass, {@code request-1} of {@code function}.
     *
     * @param timeout the time left at first
     * @return the invocation
     */
    public static Invocation invocation(Duration timeout) {
        AtomicReference<Duration> remaining = new AtomicReference<>(timeout);
        Consumer<Duration> pass = time -> remaining.updateAndGet(left -> left.minus(time));
        return proxy(Invocation.class, remaining::get, pass);
    }

    private static <C extends Context> C proxy(
            Class<C> type, Supplier<Duration> remaining, Consumer<Duration> pass) {
        InvocationHandler answers =
                (proxy, method, args) ->
                        switch (method.getName()) {
                            case "getRemainingTimeInMillis" ->
                                    Math.toIntExact(remaining.get().toMillis());
                            case "getAwsRequestId" -> "request-1";
                            case "getFunctionName" -> "function";
                            case "pass" -> {
                                pass.accept((Duration) args[0]);
                                yield null;
                            }
                            case "toString" -> "an invocation in a test";
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == args[0];
                            default -> throw new UnsupportedOperationException(method.getName());
                        };
        Class<?>[] types = {type};
        return type.cast(Proxy.newProxyInstance(Invocation.class.getClassLoader(), types, answers));
    }
}

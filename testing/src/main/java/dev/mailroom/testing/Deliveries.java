package dev.mailroom.testing;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.SqsRecord;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Creates the deliveries that handlers, sinks and guards are given, for tests without a batch.
 *
 * <pre>{@code
 * Delivery delivery = delivery(event(USER_SIGNUP, ada).plain());
 * routes.handle(delivery.record(), delivery);
 * }</pre>
 */
public final class Deliveries {

    private Deliveries() {}

    /**
     * Returns the delivery of a message with this body, in an invocation that has a minute left.
     *
     * @param body the body
     * @return the delivery
     */
    public static Delivery delivery(String body) {
        return delivery(TestMessage.message(body));
    }

    /**
     * Returns the delivery of a message, in an invocation that has a minute left.
     *
     * @param message the message
     * @return the delivery
     */
    public static Delivery delivery(TestMessage message) {
        return delivery(message.onStandardQueue());
    }

    /**
     * Returns the delivery of one of Lambda's messages, in an invocation that has a minute left.
     *
     * @param message the message
     * @return the delivery
     */
    public static Delivery delivery(SQSMessage message) {
        return delivery(message, Invocation.invocation());
    }

    /**
     * Returns the delivery of some message, in an invocation that has some time left.
     *
     * @param timeLeft the time left
     * @return the delivery
     */
    public static Delivery delivery(Duration timeLeft) {
        return delivery(TestMessage.message("").onStandardQueue(), Invocation.invocation(timeLeft));
    }

    /**
     * Returns the delivery of some message, in an invocation that has as much time left as the test
     * says each time.
     *
     * @param timeLeft supplies the time left
     * @return the delivery
     */
    public static Delivery delivery(Supplier<Duration> timeLeft) {
        return delivery(TestMessage.message("").onStandardQueue(), Invocation.invocation(timeLeft));
    }

    private static Delivery delivery(SQSMessage message, Invocation invocation) {
        return new Delivery(SqsRecord.of(message), invocation);
    }
}

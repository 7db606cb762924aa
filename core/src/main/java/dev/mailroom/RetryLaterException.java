package dev.mailroom;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Says that a message cannot be handled now but can be later: a dependency is down, or the same
 * work is in progress elsewhere.
 *
 * <p>The record is reported, so SQS keeps the message. SQS redelivers it after the requested delay
 * where redelivery is configured, else when the queue's visibility timeout runs out.
 */
public class RetryLaterException extends MailroomException {

    private static final long serialVersionUID = 1L;

    private final Duration after;

    /**
     * Creates an exception that asks for a delay.
     *
     * @param reason why the message has to wait, without values of the payload
     * @param after the requested delay until the next delivery, zero or more; SQS allows at most 12
     *     hours
     * @throws IllegalArgumentException if {@code after} is negative
     */
    public RetryLaterException(String reason, Duration after) {
        super(reason, null);
        if (requireNonNull(after, "after").isNegative()) {
            throw new IllegalArgumentException("after must not be negative, but is " + after);
        }
        this.after = after;
    }

    /**
     * Returns the requested delay until the next delivery.
     *
     * @return the delay, zero or more
     */
    public Duration after() {
        return after;
    }
}

package dev.mailroom.local.eventbus;

import dev.mailroom.local.internal.support.Checks;

import java.time.Duration;

/**
 * How often, and for how long, a failed delivery is retried.
 *
 * @param maxAttempts how often it is retried, 0 to 185
 * @param maxAge the age of an event after which it is not retried, 60 s to a day
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html">Retry
 *     policies and dead-letter queues</a>
 */
public record RetryPolicy(int maxAttempts, Duration maxAge) {

    /** The default policy: five retries within five minutes. */
    // V24: much less than the day of a Classic rule.
    public static final RetryPolicy BY_DEFAULT = new RetryPolicy(5, Duration.ofMinutes(5));

    /** How often a delivery is tried again at most. */
    public static final int MOST_ATTEMPTS = 185;

    /** The least age in seconds after which an event is not tried again. */
    public static final int LEAST_AGE = 60;

    /** The greatest age in seconds after which an event is not tried again: a day. */
    public static final int MOST_AGE = 86_400;

    /**
     * Creates it from its parts.
     *
     * @param maxAttempts the number of retries
     * @param maxAge the age
     * @throws IllegalArgumentException if EventBridge would refuse one of them
     */
    public RetryPolicy {
        Checks.within("RetryPolicy.MaxRetryAttempts", maxAttempts, 0, MOST_ATTEMPTS);
        Checks.wholeSeconds("RetryPolicy.MaxEventAgeInSeconds", maxAge, LEAST_AGE, MOST_AGE);
    }
}

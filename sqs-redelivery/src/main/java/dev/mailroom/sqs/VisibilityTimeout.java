package dev.mailroom.sqs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What SQS accepts as a visibility timeout: whole seconds, up to 12 hours after receipt (C12). */
final class VisibilityTimeout {

    static final Duration LONGEST = Duration.ofHours(12);

    // When the message was received is not known, and SQS refuses what reaches beyond 12 hours
    // from then. It was at most a batching window (5 minutes) and an invocation (15 minutes) ago.
    private static final Duration LONGEST_FROM_NOW = LONGEST.minusMinutes(20);

    private VisibilityTimeout() {}

    /** The delay in seconds, rounded up, and shortened to what SQS accepts. */
    static int seconds(Duration delay) {
        if (delay.isNegative()) {
            return 0;
        }
        if (delay.compareTo(LONGEST_FROM_NOW) >= 0) {
            return Math.toIntExact(LONGEST_FROM_NOW.toSeconds());
        }
        int begun = delay.getNano() == 0 ? 0 : 1;
        return Math.toIntExact(delay.getSeconds()) + begun;
    }

    static Duration require(String name, Duration delay) {
        if (requireNonNull(delay, name).isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be between 0 and 12 hours, but is " + delay);
        }
        return delay;
    }
}

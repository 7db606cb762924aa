package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

/**
 * How often an event is tried again by a function that fails with it, and where it goes then.
 *
 * @param function the name of the function
 * @param retries 0 to 2
 * @param deadLetterQueue the function's dead-letter queue; null for none
 * @param onFailure the destination of what failed; null for none
 */
public record AsyncSettings(
        String function,
        int retries,
        @Nullable Destination deadLetterQueue,
        @Nullable Destination onFailure) {

    /** The number of retries of a function that sets none. */
    public static final int MOST_RETRIES = 2;

    /**
     * Does what Lambda does unless it is told otherwise: two more attempts, and then the event is
     * lost.
     *
     * @param function the name of the function
     * @return its settings
     */
    public static AsyncSettings byDefault(String function) {
        return new AsyncSettings(function, MOST_RETRIES, null, null);
    }

    /**
     * Puts two settings of one function together: a function and its event invoke config are two
     * resources.
     *
     * @param other the other settings
     * @return both together
     */
    public AsyncSettings and(AsyncSettings other) {
        return new AsyncSettings(
                function,
                Math.min(retries, other.retries),
                deadLetterQueue == null ? other.deadLetterQueue : deadLetterQueue,
                onFailure == null ? other.onFailure : onFailure);
    }
}

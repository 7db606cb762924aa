package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

/**
 * How often a function is invoked again with an event that failed, and where the event goes then.
 *
 * @param function the name of the function
 * @param retries 0 to 2
 * @param deadLetterQueue the function's dead-letter queue; null for none
 * @param onFailure the destination of failed events; null for none
 */
public record AsyncSettings(
        String function,
        int retries,
        @Nullable Destination deadLetterQueue,
        @Nullable Destination onFailure) {

    /** The default number of retries. */
    public static final int MOST_RETRIES = 2;

    /**
     * Returns Lambda's defaults: two more attempts, and then the event is lost.
     *
     * @param function the name of the function
     * @return its settings
     */
    public static AsyncSettings byDefault(String function) {
        return new AsyncSettings(function, MOST_RETRIES, null, null);
    }

    /**
     * Merges two settings of one function: a function and its event invoke config are two
     * resources.
     *
     * @param other the other settings
     * @return the merged settings
     */
    public AsyncSettings and(AsyncSettings other) {
        return new AsyncSettings(
                function,
                Math.min(retries, other.retries),
                deadLetterQueue == null ? other.deadLetterQueue : deadLetterQueue,
                onFailure == null ? other.onFailure : onFailure);
    }
}

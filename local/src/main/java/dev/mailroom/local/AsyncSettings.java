package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

/** How often an event is tried again by a function that fails with it, and where it goes then. */
record AsyncSettings(
        String function,
        int retries,
        @Nullable Destination deadLetterQueue,
        @Nullable Destination onFailure) {

    static final int MOST_RETRIES = 2;

    /**
     * What Lambda does unless it is told otherwise: two more attempts, and then the event is lost.
     */
    static AsyncSettings byDefault(String function) {
        return new AsyncSettings(function, MOST_RETRIES, null, null);
    }

    /** Both together: a function and its event invoke config are two resources. */
    AsyncSettings and(AsyncSettings other) {
        return new AsyncSettings(
                function,
                Math.min(retries, other.retries),
                deadLetterQueue == null ? other.deadLetterQueue : deadLetterQueue,
                onFailure == null ? other.onFailure : onFailure);
    }
}

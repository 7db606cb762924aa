package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

/** The result for one event that was to be published. */
public sealed interface PublishResult {

    /**
     * EventBridge has taken the event.
     *
     * @param eventId the id that EventBridge gave it, which every receiver sees
     */
    record Published(String eventId) implements PublishResult {

        /**
         * Creates the result; tests may.
         *
         * @param eventId the id that EventBridge gave the event
         */
        public Published {
            requireNonNull(eventId, "eventId");
        }
    }

    /**
     * The event was not published, as far as can be told.
     *
     * @param code EventBridge's error code, such as {@code MalformedDetail}; {@code NotSent} if it
     *     was not tried, or the name of what the AWS SDK threw
     */
    record Failed(String code) implements PublishResult {

        /**
         * Creates the result; tests may.
         *
         * @param code why the event was not published
         */
        public Failed {
            requireNonNull(code, "code");
        }
    }
}

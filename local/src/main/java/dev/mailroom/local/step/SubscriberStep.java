package dev.mailroom.local.step;

import java.util.List;

/** What happened to an event of a Custom Event Bus, at a subscriber. */
public sealed interface SubscriberStep extends PipelineStep {

    /**
     * A Custom Event Bus took a payload that is not an event of PutEvents.
     *
     * @param bus the name of the bus
     * @param eventId the id that EventBridge gave it
     * @param contentType what the payload is
     */
    record RawEventPut(String bus, String eventId, String contentType) implements SubscriberStep {

        @Override
        public String describe() {
            return "raw event " + eventId + " put on bus " + bus + ": " + contentType;
        }
    }

    /**
     * A Custom Event Bus held back an event, because it took the same one within the last five
     * minutes.
     *
     * @param bus the name of the bus
     * @param eventId the id of the event that it took then
     */
    record EventDeduplicated(String bus, String eventId) implements SubscriberStep {

        @Override
        public String describe() {
            return "event held back by bus " + bus + ": a duplicate of event " + eventId;
        }
    }

    /**
     * A subscriber wants an event, which now goes to its target.
     *
     * @param eventId the id of the event
     * @param subscriber the name of the subscriber
     * @param target what the target is and its name, such as {@code queue signups}
     */
    record SubscriberMatched(String eventId, String subscriber, String target)
            implements SubscriberStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " wanted by subscriber "
                    + subscriber
                    + ", goes to "
                    + target;
        }
    }

    /**
     * No subscriber wants an event, which stays on its bus until its retention ends.
     *
     * @param bus the name of the bus
     * @param eventId the id of the event
     */
    record NoSubscriberMatched(String bus, String eventId) implements SubscriberStep {

        @Override
        public String describe() {
            return "event " + eventId + " wanted by no subscriber of bus " + bus;
        }
    }

    /**
     * A target did not get an event, which is retried or given up.
     *
     * @param eventId the id of the event
     * @param subscriber the name of the subscriber
     * @param target what the target is and its name, such as {@code queue signups}
     * @param attempt 1 for the first attempt
     * @param error what the target said, or why the event yielded no message
     */
    record AttemptFailed(
            String eventId, String subscriber, String target, int attempt, String error)
            implements SubscriberStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " of subscriber "
                    + subscriber
                    + " not delivered to "
                    + target
                    + ", attempt "
                    + attempt
                    + ": "
                    + error;
        }
    }

    /**
     * A target got an event that it did not get before.
     *
     * @param eventId the id of the event
     * @param subscriber the name of the subscriber
     * @param target what the target is and its name, such as {@code queue signups}
     * @param attempt 2 for the first retry
     */
    record RetrySucceeded(String eventId, String subscriber, String target, int attempt)
            implements SubscriberStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " of subscriber "
                    + subscriber
                    + " delivered to "
                    + target
                    + ", attempt "
                    + attempt;
        }
    }

    /**
     * Events were given up, and a record of them is kept; the bus still has the events themselves.
     *
     * @param subscriber the name of the subscriber
     * @param eventIds the ids of the events
     * @param destination where the record is kept, such as {@code queue signups-failed}
     */
    record FailureRecorded(String subscriber, List<String> eventIds, String destination)
            implements SubscriberStep {

        @Override
        public String describe() {
            return "events "
                    + eventIds
                    + " given up by subscriber "
                    + subscriber
                    + ", a record sent to "
                    + destination;
        }
    }

    /**
     * Events were given up without a record.
     *
     * @param subscriber the name of the subscriber
     * @param eventIds the ids of the events
     * @param reason why there is no record
     */
    record DeliveryLost(String subscriber, List<String> eventIds, String reason)
            implements SubscriberStep {

        @Override
        public String describe() {
            return "events "
                    + eventIds
                    + " LOST to the target of subscriber "
                    + subscriber
                    + ": "
                    + reason;
        }
    }

    /**
     * A subscriber replays events that its bus keeps.
     *
     * @param subscriber the name of the subscriber
     * @param events how many events it wants
     */
    record ReplayStarted(String subscriber, int events) implements SubscriberStep {

        @Override
        public String describe() {
            return "subscriber " + subscriber + " replays " + events + " events";
        }
    }
}

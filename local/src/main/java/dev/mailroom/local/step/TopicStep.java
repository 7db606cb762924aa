package dev.mailroom.local.step;

/** What happened to a notification of a topic. */
public sealed interface TopicStep extends PipelineStep {

    /**
     * A topic sends what was published on it to a subscription.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     * @param target what the subscriber is and its name, such as {@code queue signups}
     */
    record NotificationSent(String topic, String notificationId, String target)
            implements TopicStep {

        @Override
        public String describe() {
            return "topic " + topic + " sends notification " + notificationId + " to " + target;
        }
    }

    /**
     * The filter policy of a subscription dropped a notification.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     * @param target what the subscriber is and its name, such as {@code queue signups}
     */
    record NotificationFiltered(String topic, String notificationId, String target)
            implements TopicStep {

        @Override
        public String describe() {
            return "topic "
                    + topic
                    + " does not send notification "
                    + notificationId
                    + " to "
                    + target
                    + ", by its filter policy";
        }
    }

    /**
     * What was published on a topic is gone, since the topic has no subscription. Its sender does
     * not know.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     */
    record NobodySubscribed(String topic, String notificationId) implements TopicStep {

        @Override
        public String describe() {
            return "notification "
                    + notificationId
                    + " LOST: topic "
                    + topic
                    + " has no subscription";
        }
    }

    /**
     * A subscriber refused a notification, which is lost: a subscription has no dead-letter queue
     * locally.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     * @param target what the subscriber is and its name, such as {@code queue signups}
     * @param error what the subscriber said
     */
    record NotificationFailed(String topic, String notificationId, String target, String error)
            implements TopicStep {

        @Override
        public String describe() {
            return "notification "
                    + notificationId
                    + " of topic "
                    + topic
                    + " not delivered to "
                    + target
                    + ": "
                    + error;
        }
    }
}

package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

/** Who gets what is published on a topic, in which form, and which of it. */
record TopicSubscription(
        String topic, Destination endpoint, boolean raw, @Nullable String filterPolicy) {

    String arn() {
        return LocalAccount.topicArn(topic) + ":" + endpoint.name();
    }

    String place() {
        return "Subscription '" + topic + "' -> '" + endpoint.name() + "': ";
    }
}

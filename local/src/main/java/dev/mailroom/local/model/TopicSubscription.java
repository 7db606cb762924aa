package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.LocalAccount;

import org.jspecify.annotations.Nullable;

/**
 * A subscription to a topic: its endpoint, the form of the messages, and its filter.
 *
 * @param topic the name of the topic
 * @param endpoint the destination
 * @param raw whether messages are delivered as they were published, or in SNS's envelope
 * @param filterPolicy the filter policy on the body, JSON; null for none
 */
public record TopicSubscription(
        String topic, Destination endpoint, boolean raw, @Nullable String filterPolicy) {

    /**
     * Returns the ARN.
     *
     * @return the ARN
     */
    public String arn() {
        return LocalAccount.topicArn(topic) + ":" + endpoint.name();
    }

    /**
     * Names the subscription at the start of an error message.
     *
     * @return topic and endpoint, ending in a colon and a space
     */
    public String place() {
        return "Subscription '" + topic + "' -> '" + endpoint.name() + "': ";
    }
}

package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.LocalAccount;

import org.jspecify.annotations.Nullable;

/**
 * Who gets what is published on a topic, in which form, and which of it.
 *
 * @param topic the name of the topic
 * @param endpoint who gets it
 * @param raw whether it comes as it was published, or in SNS's own envelope
 * @param filterPolicy the filter policy on the body, JSON; null for none
 */
public record TopicSubscription(
        String topic, Destination endpoint, boolean raw, @Nullable String filterPolicy) {

    /**
     * Gives the ARN.
     *
     * @return the ARN
     */
    public String arn() {
        return LocalAccount.topicArn(topic) + ":" + endpoint.name();
    }

    /**
     * Says in a message which subscription it is about.
     *
     * @return topic and endpoint, ending in a colon and a space
     */
    public String place() {
        return "Subscription '" + topic + "' -> '" + endpoint.name() + "': ";
    }
}

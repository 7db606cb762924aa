package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;

/** When items expire, and which attribute says so. */
record TimeToLive(String attribute, Duration lifetime) {

    TimeToLive {
        Names.requireAttribute("time-to-live attribute", attribute);
        if (requireNonNull(lifetime, "lifetime").toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "an item must live for a second or more, but not for " + lifetime);
        }
    }

    // C29
    static AttributeValue seconds(long epochSecond) {
        return AttributeValue.fromN(Long.toString(epochSecond));
    }
}

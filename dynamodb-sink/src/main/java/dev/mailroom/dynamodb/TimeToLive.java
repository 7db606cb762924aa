package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;

/** When items expire, and which attribute says so. */
final class TimeToLive {

    final String attribute;
    private final Duration lifetime;

    TimeToLive(String attribute, Duration lifetime) {
        this.attribute = Names.requireAttribute("time-to-live attribute", attribute);
        this.lifetime = requireNonNull(lifetime, "lifetime");
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "an item must live for a second or more, but not for " + lifetime);
        }
    }

    AttributeValue expiry(Instant from) {
        return seconds(from.plus(lifetime));
    }

    // C29
    static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }
}

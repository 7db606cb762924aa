package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** When items expire, and which attribute says so. */
record TimeToLive(String attribute, Duration lifetime) {

    TimeToLive {
        if (requireNonNull(lifetime, "lifetime").toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "an item must live for a second or more, but not for " + lifetime);
        }
    }
}

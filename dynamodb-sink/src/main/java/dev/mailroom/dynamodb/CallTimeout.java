package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Duration;

/**
 * Breaks a request off when its record's time is over (C33): an interrupt does not end a thread's
 * wait for a socket.
 *
 * @param ofClient what the client's own configuration allows a request, or null for any time
 */
record CallTimeout(@Nullable Duration ofClient) {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    static CallTimeout of(DynamoDbClient client) {
        try {
            SdkServiceClientConfiguration configuration = client.serviceClientConfiguration();
            return new CallTimeout(
                    configuration == null
                            ? null
                            : configuration.overrideConfiguration().apiCallTimeout().orElse(null));
        } catch (UnsupportedOperationException e) {
            // The interface's default: a client of the user's own making has none to tell.
            return new CallTimeout(null);
        }
    }

    @Nullable AwsRequestOverrideConfiguration within(TimeLeft timeLeft) {
        if (!timeLeft.hard()) {
            return null;
        }
        Duration limit = longer(SHORTEST, timeLeft.remaining());
        if (ofClient != null && ofClient.compareTo(limit) < 0) {
            limit = ofClient;
        }
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}

package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Duration;

/** A table that is written to: how it is reached, and what is said when a write fails. */
final class Table {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    final DynamoDbClient client;
    final String name;
    final WriteFailures failures;

    /** What the client's own configuration allows a request, or null for any time. */
    private final @Nullable Duration timeout;

    /**
     * Without a client, region and credentials are those of the environment.
     *
     * @throws IllegalStateException if there is no client, and the environment names no region
     */
    Table(@Nullable DynamoDbClient client, String name, String keyDescription) {
        this.client = client == null ? defaultClient(name) : client;
        this.name = name;
        this.failures = new WriteFailures("table \"" + name + "\" (" + keyDescription + ")");
        this.timeout = timeout(this.client);
    }

    /**
     * Breaks a request off when its time is over (C33): an interrupt does not end a thread's wait
     * for a socket.
     */
    AwsRequestOverrideConfiguration within(TimeLeft timeLeft) {
        Duration limit = timeLeft.remaining();
        if (limit.compareTo(SHORTEST_TIMEOUT) < 0) {
            limit = SHORTEST_TIMEOUT;
        }
        if (timeout != null && timeout.compareTo(limit) < 0) {
            limit = timeout;
        }
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(limit).build();
    }

    private static DynamoDbClient defaultClient(String table) {
        try {
            return DynamoDbClient.create();
        } catch (SdkClientException e) {
            throw new IllegalStateException(
                    "no client for table \""
                            + table
                            + "\": the AWS SDK cannot make one from the environment, see the cause;"
                            + " outside Lambda set AWS_REGION, or give one by client(...)",
                    e);
        }
    }

    private static @Nullable Duration timeout(DynamoDbClient client) {
        try {
            SdkServiceClientConfiguration configuration = client.serviceClientConfiguration();
            return configuration == null
                    ? null
                    : configuration.overrideConfiguration().apiCallTimeout().orElse(null);
        } catch (UnsupportedOperationException e) {
            // The interface's default: a client of the user's own making has none to tell.
            return null;
        }
    }
}

package dev.mailroom.sqs;

import dev.mailroom.MailroomException;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;

/**
 * Gives each request a time-out, the SDK's own attempts included: an interrupt does not end a wait
 * for a socket, and a server that never answers would take the invocation with it (C11).
 */
final class RequestTimeout {

    /** What the client's own configuration allows, or null for any time. */
    private final @Nullable Duration ofClient;

    RequestTimeout(SqsClient sqs) {
        this.ofClient = ofClient(sqs);
    }

    /**
     * The time that is left, or less if the client allows less.
     *
     * @throws MailroomException if none is left: the request is then not begun
     */
    AwsRequestOverrideConfiguration within(TimeLimit limit) {
        Duration left = limit.left();
        if (left.isZero()) {
            throw new MailroomException("no time is left for a request to SQS", null);
        }
        boolean clientAllowsLess = ofClient != null && ofClient.compareTo(left) < 0;
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(clientAllowsLess ? ofClient : left)
                .build();
    }

    private static @Nullable Duration ofClient(SqsClient sqs) {
        try {
            SdkServiceClientConfiguration configuration = sqs.serviceClientConfiguration();
            return configuration == null
                    ? null
                    : configuration.overrideConfiguration().apiCallTimeout().orElse(null);
        } catch (UnsupportedOperationException e) {
            return null; // the interface's default: a client of the user's own making
        }
    }
}

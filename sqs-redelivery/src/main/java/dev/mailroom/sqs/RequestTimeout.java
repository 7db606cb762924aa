package dev.mailroom.sqs;

import dev.mailroom.ClientTimeout;
import dev.mailroom.MailroomException;
import dev.mailroom.TimeLimit;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;

/**
 * Gives each request a timeout that includes the SDK's own retries: an interrupt does not end a
 * wait for a socket, and a server that never answers would make the invocation time out (C11).
 */
final class RequestTimeout {

    private final ClientTimeout ofClient;

    RequestTimeout(SqsClient sqs) {
        this.ofClient =
                ClientTimeout.of(
                        sqs::serviceClientConfiguration,
                        configuration -> configuration.overrideConfiguration().apiCallTimeout());
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
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(ofClient.within(left))
                .build();
    }
}

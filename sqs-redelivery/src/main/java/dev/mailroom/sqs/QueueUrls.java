package dev.mailroom.sqs;

import dev.mailroom.MailroomException;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks SQS for the URL of a queue whose ARN is known, once for each. */
final class QueueUrls {

    private static final int ARN_PARTS = 6;

    private final SqsClient sqs;
    private final Map<String, String> byArn = new ConcurrentHashMap<>();

    QueueUrls(SqsClient sqs) {
        this.sqs = sqs;
    }

    String of(@Nullable String arn) {
        if (arn == null || arn.split(":", ARN_PARTS).length < ARN_PARTS) {
            throw new MailroomException(
                    "expected the ARN of a queue as event source, but got \"" + arn + "\"", null);
        }
        return byArn.computeIfAbsent(arn, this::ask);
    }

    private String ask(String arn) {
        String[] parts = arn.split(":", ARN_PARTS);
        GetQueueUrlRequest request =
                GetQueueUrlRequest.builder()
                        .queueName(parts[5])
                        .queueOwnerAWSAccountId(parts[4])
                        .build();
        try {
            return sqs.getQueueUrl(request).queueUrl();
        } catch (SdkException e) {
            throw new MailroomException(
                    "no URL for "
                            + arn
                            + ": the function's role needs sqs:GetQueueUrl on it, and the client its region",
                    e);
        }
    }
}

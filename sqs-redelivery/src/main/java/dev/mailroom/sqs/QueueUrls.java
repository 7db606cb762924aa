package dev.mailroom.sqs;

import dev.mailroom.MailroomException;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Asks SQS for the URL of a queue whose ARN is known, and remembers it. */
final class QueueUrls {

    private static final int ARN_PARTS = 6;

    private final SqsClient sqs;
    private final RequestTimeout timeout;
    private final Map<String, String> byArn = new ConcurrentHashMap<>();

    QueueUrls(SqsClient sqs, RequestTimeout timeout) {
        this.sqs = sqs;
        this.timeout = timeout;
    }

    String of(@Nullable String arn, TimeLimit limit) {
        if (arn == null || arn.split(":", ARN_PARTS).length < ARN_PARTS) {
            throw new MailroomException(
                    "expected the ARN of a queue as the event source, but got \"" + arn + "\"",
                    null);
        }
        String known = byArn.get(arn);
        // Asked without a lock: no invocation waits for the answer to another one (C34).
        return known == null ? ask(arn, limit) : known;
    }

    /** Whether a URL is that of the queue with the ARN. */
    static boolean leadsTo(String url, String arn) {
        String[] parts = arn.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !url.endsWith("/" + parts[4] + "/" + parts[5])) {
            return false;
        }
        String host = Objects.requireNonNullElse(URI.create(url).getHost(), "");
        return !host.contains(".amazonaws.") || host.contains(parts[3]); // else it has no region
    }

    private String ask(String arn, TimeLimit limit) {
        String[] parts = arn.split(":", ARN_PARTS);
        GetQueueUrlRequest request =
                GetQueueUrlRequest.builder()
                        .queueName(parts[5])
                        .queueOwnerAWSAccountId(parts[4])
                        .overrideConfiguration(timeout.within(limit))
                        .build();
        try {
            String url = sqs.getQueueUrl(request).queueUrl();
            byArn.put(arn, url);
            return url;
        } catch (ApiCallTimeoutException e) {
            throw new MailroomException("no URL for " + arn + ": SQS did not answer in time", e);
        } catch (SdkException e) {
            throw new MailroomException(
                    "no URL for "
                            + arn
                            + ": the function's role needs sqs:GetQueueUrl on it, and the client its region",
                    e);
        }
    }
}

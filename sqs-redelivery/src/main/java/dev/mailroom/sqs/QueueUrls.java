package dev.mailroom.sqs;

import dev.mailroom.MailroomException;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
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
    private static final String ROLE = "the function's role lacks sqs:GetQueueUrl on it";

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
        } catch (SdkException e) {
            throw new MailroomException("no URL for " + arn + ": " + reason(e), e);
        }
    }

    private static String reason(SdkException e) {
        if (e instanceof ApiCallTimeoutException) {
            return "SQS did not answer in time";
        }
        if (!(e instanceof AwsServiceException answer)) {
            return "SQS gave no answer, see the cause; check the client's region, credentials and"
                    + " network";
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        String known = details == null ? null : details.errorCode();
        String code = Objects.requireNonNullElse(known, "an error");
        return switch (code) {
            case "AccessDenied", "AccessDeniedException" -> ROLE;
            case "AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist" ->
                    "the queue does not exist in the client's region, or " + ROLE;
            default -> "SQS answered " + code + ", see the cause";
        };
    }
}

package dev.mailroom.local.internal.gateway;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.stream.Stream;

/** A service that the address of a pipeline serves. */
public enum AwsService {
    EVENTBRIDGE("EventBridge", "events", "AWSEvents.", null),
    SQS("SQS", "sqs", "AmazonSQS.", "2012-11-05"),
    DYNAMODB("DynamoDB", "dynamodb", "DynamoDB", null),
    SNS("SNS", "sns", null, "2010-03-31");

    private final String title;
    private final String signingName;
    private final @Nullable String targetPrefix;
    private final @Nullable String version;

    AwsService(
            String title,
            String signingName,
            @Nullable String targetPrefix,
            @Nullable String version) {
        this.title = title;
        this.signingName = signingName;
        this.targetPrefix = targetPrefix;
        this.version = version;
    }

    static Optional<AwsService> ofTarget(String target) {
        return Stream.of(values())
                .filter(service -> service.targetPrefix != null)
                .filter(service -> target.startsWith(service.targetPrefix))
                .findFirst();
    }

    /** The service whose query protocol has this version. */
    static Optional<AwsService> ofVersion(String version) {
        return Stream.of(values()).filter(service -> version.equals(service.version)).findFirst();
    }

    /** The service by the name that it has in a signature. */
    static Optional<AwsService> ofSigningName(String name) {
        return Stream.of(values()).filter(service -> service.signingName.equals(name)).findFirst();
    }

    @Override
    public String toString() {
        return title;
    }
}

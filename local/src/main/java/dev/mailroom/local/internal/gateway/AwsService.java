package dev.mailroom.local.internal.gateway;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.stream.Stream;

/** A service that the address of a pipeline serves. */
public enum AwsService {
    EVENTBRIDGE("EventBridge", "events", "AWSEvents.", null),
    CUSTOM_BUS("Custom Event Bus", null, null, null),
    SQS("SQS", "sqs", "AmazonSQS.", "2012-11-05"),
    DYNAMODB("DynamoDB", "dynamodb", "DynamoDB", null),
    SNS("SNS", "sns", null, "2010-03-31");

    private static final String CUSTOM_BUS_PATH = "/service/AWSEventsV2/";

    private final String title;
    private final @Nullable String signingName;
    private final @Nullable String targetPrefix;
    private final @Nullable String version;

    AwsService(
            String title,
            @Nullable String signingName,
            @Nullable String targetPrefix,
            @Nullable String version) {
        this.title = title;
        this.signingName = signingName;
        this.targetPrefix = targetPrefix;
        this.version = version;
    }

    // V5: the signature is the same for both kinds of bus; the path identifies this one.
    static Optional<AwsService> ofPath(String path) {
        return path.startsWith(CUSTOM_BUS_PATH) ? Optional.of(CUSTOM_BUS) : Optional.empty();
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
        return Stream.of(values()).filter(service -> name.equals(service.signingName)).findFirst();
    }

    @Override
    public String toString() {
        return title;
    }
}

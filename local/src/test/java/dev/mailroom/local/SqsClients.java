package dev.mailroom.local;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients of a pipeline's queues. */
public final class SqsClients {

    private SqsClients() {}

    public static SqsClient of(LocalPipeline pipeline) {
        return SqsClient.builder()
                .endpointOverride(pipeline.endpoints().sqs())
                .region(Region.of(pipeline.endpoints().region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }
}

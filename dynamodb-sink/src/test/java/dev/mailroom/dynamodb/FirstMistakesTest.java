package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.SinkException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is missing on the first day, on the AWS SDK as it is. */
class FirstMistakesTest {

    private static final Map<String, String> NOTHING_CONFIGURED =
            Map.of(
                    "aws.configFile", "/nowhere/config",
                    "aws.sharedCredentialsFile", "/nowhere/credentials",
                    "aws.disableEc2Metadata", "true");

    @AfterEach
    void clearProperties() {
        NOTHING_CONFIGURED.keySet().forEach(System::clearProperty);
    }

    @Test
    void saysWhichTableHasNoRegion() {
        assumeTrue(System.getenv("AWS_REGION") == null, "the environment names a region");
        NOTHING_CONFIGURED.forEach(System::setProperty);
        String message =
                "no client for table \"Signups\": the AWS SDK cannot create one from the environment, see the"
                        + " cause; outside Lambda set AWS_REGION, or pass one to client(...)";

        Stream.<Runnable>of(
                        () -> DynamoDbSink.builder("Signups").key("id").build(),
                        () -> DynamoDbIdempotencyGuard.builder("Signups").build(),
                        () ->
                                DynamoDbTransactionalSink.builder("Signups")
                                        .key("id")
                                        .writes(item -> List.of())
                                        .build())
                .forEach(
                        build ->
                                assertThatIllegalStateException()
                                        .isThrownBy(build::run)
                                        .withMessage(message)
                                        .withCauseInstanceOf(SdkClientException.class));
    }

    @Test
    void saysThatThereAreNoCredentials() {
        try (DynamoDbClient client =
                DynamoDbClient.builder()
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                AwsCredentialsProviderChain.of(
                                        SystemPropertyCredentialsProvider.create()))
                        .build()) {
            DynamoDbSink<Map<String, String>> sink =
                    DynamoDbSink.<Map<String, String>>builder("Signups")
                            .key("id")
                            .client(client)
                            .build();

            assertThatExceptionOfType(SinkException.class)
                    .isThrownBy(() -> sink.write(IdempotencyKey.of("1"), Map.of()))
                    .withMessage(
                            "no write to table \"Signups\" (key attribute \"id\") was sent: the AWS SDK"
                                    + " found no credentials; on Lambda they come from the function's"
                                    + " role, elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
                    .withCauseInstanceOf(SdkClientException.class);
        }
    }
}

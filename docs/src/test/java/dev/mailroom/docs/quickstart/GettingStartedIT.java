package dev.mailroom.docs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.docs.quickstart.UserSignupHandler.UserSignup;
import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.local.Doctor;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.doctor.Route;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The template of the page "Getting started", with the README's handler. */
class GettingStartedIT {

    private static final Path TEMPLATE =
            Path.of(System.getProperty("mailroom.root"))
                    .resolve("docs/src/test/resources/getting-started/template.yaml");

    // region pipeline
    @Test
    void aSignupBecomesAnItem() {
        LocalTemplate template = LocalPipeline.fromTemplate(TEMPLATE).classPath(classPath());
        try (LocalPipeline pipeline = template.pipeline().start();
                EventBridgeClient bus = eventBridge(pipeline);
                DynamoDbClient tables = dynamoDb(pipeline)) {

            EventPublisher.builder(bus)
                    .build()
                    .publish(
                            UserSignupHandler.USER_SIGNUP,
                            new UserSignup("u-1", "ada@example.com", "Ada"));

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(users(tables)).containsExactly("u-1"));
        }
    }

    /** What the tests run with: the function too. */
    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    private static List<String> users(DynamoDbClient tables) {
        return tables.scan(request -> request.tableName("Signups")).items().stream()
                .map(item -> item.get("user_id").s())
                .toList();
    }

    // endregion

    // region clients
    private static final AwsCredentialsProvider ANY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private static EventBridgeClient eventBridge(LocalPipeline pipeline) {
        return EventBridgeClient.builder()
                .endpointOverride(pipeline.endpoints().eventBridge())
                .region(Region.of(pipeline.endpoints().region()))
                .credentialsProvider(ANY)
                .build();
    }

    private static DynamoDbClient dynamoDb(LocalPipeline pipeline) {
        return DynamoDbClient.builder()
                .endpointOverride(pipeline.endpoints().dynamoDb())
                .region(Region.of(pipeline.endpoints().region()))
                .credentialsProvider(ANY)
                .build();
    }

    // endregion

    // region doctor
    @Test
    void theDoctorFindsNothing() {
        Route signups = new Route("my.webapp", "UserSignup");

        assertThat(Doctor.check(LocalPipeline.fromTemplate(TEMPLATE), signups)).isEmpty();
    }
    // endregion
}

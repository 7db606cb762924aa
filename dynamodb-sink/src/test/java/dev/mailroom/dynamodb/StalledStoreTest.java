package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.SinkException;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.testing.Batches;
import dev.mailroom.testing.Invocation;
import dev.mailroom.testing.StalledServer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.mockito.ArgumentCaptor;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every request ends with the time of whoever pays for it (C11, C33). */
@Tag("adversarial")
class StalledStoreTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("1");

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aWriteOutsideOfAHandlerGivesUpAServerThatNeverAnswers() {
        try (StalledServer server = new StalledServer();
                DynamoDbClient client = client(server)) {
            DynamoDbSink<Map<String, String>> sink = sink(client);

            assertThatExceptionOfType(SinkException.class)
                    .isThrownBy(() -> sink.write(KEY, Map.of()))
                    .withMessage(
                            "no answer for a write to table \"Signups\" (key attribute \"id\");"
                                    + " whether it took effect is not known");
        }
    }

    @Test
    void aWriteOutsideOfAHandlerTakesThreeSecondsAtMost() {
        DynamoDbClient client = mock(DynamoDbClient.class);

        sink(client).write(KEY, Map.of());

        assertThat(timeoutOfPut(client)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));
    }

    @Test
    void aWriteWithoutTheDeliveryTakesTheTimeOfTheCurrentOne() {
        DynamoDbClient client = mock(DynamoDbClient.class);
        DynamoDbSink<Map<String, String>> sink = sink(client);

        handle(() -> sink.write(KEY, Map.of()));

        assertThat(timeoutOfPut(client)).isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    void aTransactionWithoutTheDeliveryTakesTheTimeOfTheCurrentOne() {
        DynamoDbClient client = mock(DynamoDbClient.class);
        DynamoDbTransactionalSink<String> sink =
                DynamoDbTransactionalSink.<String>builder("Markers")
                        .key("id")
                        .writes(item -> List.of())
                        .client(client)
                        .build();

        handle(() -> sink.write(KEY, ""));

        ArgumentCaptor<TransactWriteItemsRequest> request =
                ArgumentCaptor.forClass(TransactWriteItemsRequest.class);
        verify(client).transactWriteItems(request.capture());
        assertThat(request.getValue().overrideConfiguration().orElseThrow().apiCallTimeout())
                .contains(Duration.ofSeconds(59));
    }

    private static void handle(Runnable write) {
        SqsBatchHandler.builder((record, delivery) -> write.run())
                .build()
                .handleRequest(Batches.batch("any"), Invocation.invocation());
    }

    private static Duration timeoutOfPut(DynamoDbClient client) {
        ArgumentCaptor<PutItemRequest> request = ArgumentCaptor.forClass(PutItemRequest.class);
        verify(client).putItem(request.capture());
        return request.getValue()
                .overrideConfiguration()
                .flatMap(configuration -> configuration.apiCallTimeout())
                .orElseThrow();
    }

    private static DynamoDbSink<Map<String, String>> sink(DynamoDbClient client) {
        return DynamoDbSink.<Map<String, String>>builder("Signups")
                .key("id")
                .client(client)
                .build();
    }

    private static DynamoDbClient client(StalledServer server) {
        return DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                .build();
    }
}

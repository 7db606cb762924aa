package dev.mailroom.sqs;

import static dev.mailroom.sqs.Deliveries.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.PoisonMessageException;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.testing.Invocation;
import dev.mailroom.testing.StalledServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** An SQS that takes requests and never answers takes no invocation into its timeout. C11. */
@Tag("adversarial")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StalledSqsTest {

    private final StalledServer server = new StalledServer();
    private final SqsClient sqs =
            SqsClient.builder()
                    .endpointOverride(server.endpoint())
                    .region(Region.EU_WEST_1)
                    .credentialsProvider(
                            StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("local", "local")))
                    .build();

    // A first request loads the SDK, which must not count for an invocation.
    @BeforeEach
    void warmUp() {
        assertThatExceptionOfType(ApiCallTimeoutException.class)
                .isThrownBy(
                        () ->
                                sqs.listQueues(
                                        request ->
                                                request.overrideConfiguration(
                                                        c ->
                                                                c.apiCallTimeout(
                                                                        Duration.ofMillis(200)))));
        remaining = countdown(Duration.ofMillis(2_500));
    }

    /** What is left of an invocation of two and a half seconds. */
    private Supplier<Duration> remaining;

    private static Supplier<Duration> countdown(Duration timeout) {
        long start = System.nanoTime();
        return () -> timeout.minusNanos(System.nanoTime() - start);
    }

    @AfterEach
    void close() {
        server.close();
        sqs.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void aDelayLeavesTimeToReportTheBatch(int marginMillis) {
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(failing(new IllegalStateException("broken")))
                        .deadlineMargin(Duration.ofMillis(marginMillis))
                        .onRetry(RetryDelay.fixed(Duration.ofSeconds(1)).using(sqs));

        assertThat(reported(handler, 35)).hasSize(35);
        assertThat(remaining.get()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void aQuarantineLeavesTimeToReportTheBatch(int marginMillis) {
        String url = server.endpoint() + "/111122223333/dead";
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(failing(new PoisonMessageException("no lines")))
                        .deadlineMargin(Duration.ofMillis(marginMillis))
                        .onPoison(Quarantine.to(url, sqs));

        assertThat(reported(handler, 3)).containsExactly("m-0", "m-1", "m-2");
        assertThat(remaining.get()).isPositive();
    }

    private static RecordHandler failing(RuntimeException failure) {
        return (record, delivery) -> {
            throw failure;
        };
    }

    private List<String> reported(SqsBatchHandler.Builder handler, int messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(IntStream.range(0, messages).mapToObj(i -> message("m-" + i)).toList());
        SQSBatchResponse response =
                handler.build().handleRequest(event, Invocation.invocation(remaining));
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }
}

package dev.mailroom.docs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.BatchListener;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.sqs.Quarantine;
import dev.mailroom.sqs.RetryDelay;
import dev.mailroom.testing.Invocation;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.SqsClient;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;

class OptionsTest {

    private final RecordHandler routes = (record, delivery) -> {};
    private final BatchListener listener = (delivery, outcome) -> {};
    private final String deadLetterQueueUrl =
            "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters";
    private final SqsClient sqs =
            (SqsClient)
                    Proxy.newProxyInstance(
                            SqsClient.class.getClassLoader(),
                            new Class<?>[] {SqsClient.class},
                            (proxy, method, args) -> {
                                throw new UnsupportedOperationException(method.getName());
                            });

    @Test
    void oneBuilderHasAllOptions() {
        // region options
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes)
                        .concurrency(50) // default 1; virtual threads where the JVM has them
                        .deadlineMargin(Duration.ofSeconds(2)) // default 1 second
                        .onPoison(Quarantine.to(deadLetterQueueUrl, sqs)) // default: reported
                        .onRetry(RetryDelay.exponential(ofSeconds(5), ofMinutes(10)).using(sqs))
                        .listener(listener) // default: logs what failed
                        .build();
        // endregion

        SQSEvent empty = new SQSEvent();
        empty.setRecords(List.of());
        assertThat(handler.handleRequest(empty, Invocation.invocation()).getBatchItemFailures())
                .isEmpty();
    }
}

package dev.mailroom.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalInvocation;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalTable;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * C11 on Lambda's own runtime client: handlers that would take ten minutes in functions that have
 * twelve seconds.
 */
class DeadlineIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Map<String, Class<?>> HANDLERS =
            Map.of("one-by-one", TenMinutes.OneByOne.class, "at-once", TenMinutes.AtOnce.class);

    @Test
    void answersInTimeWithTheRightIds() {
        try (LocalPipeline pipeline = pipeline();
                AwsClients aws = AwsClients.of(pipeline.endpoints())) {
            // The classes of a function are loaded on the time of an invocation that has plenty.
            for (String name : HANDLERS.keySet()) {
                aws.send(pipeline.queueUrl(name), "quick");
            }
            pipeline.awaitIdle(SOON);

            Map<String, List<String>> ids = new HashMap<>();
            for (String name : HANDLERS.keySet()) {
                ids.put(name, aws.send(pipeline.queueUrl(name), "quick", "slow"));
            }
            ids.forEach(
                    (name, sent) -> {
                        await().atMost(SOON)
                                .untilAsserted(
                                        () ->
                                                assertThat(pipeline.invocations(name))
                                                        .flatExtracting(
                                                                LocalInvocation::failedMessageIds)
                                                        .containsExactly(sent.get(1)));
                        assertThat(pipeline.invocations(name))
                                .allMatch(invocation -> invocation.error() == null);
                        await().atMost(SOON)
                                .untilAsserted(
                                        () ->
                                                assertThat(aws.messages(pipeline.queueUrl(name)))
                                                        .as("only the slow one is kept")
                                                        .isEqualTo(1));
                    });
        }
    }

    private static LocalPipeline pipeline() {
        LocalPipelineBuilder builder =
                LocalPipeline.builder().table(LocalTable.of("ForTheClients"));
        Path testClasses = Path.of(System.getProperty("mailroom.function.testClasses"));
        HANDLERS.forEach(
                (name, handler) ->
                        builder.queue(
                                        LocalQueue.standard(name)
                                                .visibilityTimeout(Duration.ofMinutes(10)))
                                .function(
                                        ExamplesPipeline.function(
                                                        name, handler.getName(), testClasses)
                                                .timeout(TenMinutes.TIMEOUT))
                                .eventSource(
                                        LocalEventSource.of(name, name)
                                                .reportBatchItemFailures(true)));
        return builder.start();
    }
}

package dev.mailroom.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * C11 on Lambda's own runtime client: a handler that would take ten minutes in a function that has
 * four seconds.
 */
class DeadlineIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(classes = {TenMinutes.OneByOne.class, TenMinutes.AtOnce.class})
    void answersInTimeWithTheRightIds(Class<?> handler) {
        List<PipelineStep> steps = new CopyOnWriteArrayList<>();
        try (LocalPipeline pipeline =
                        LocalPipeline.builder()
                                .table(LocalTable.of("ForTheClients"))
                                .queue(
                                        LocalQueue.standard("work")
                                                .visibilityTimeout(Duration.ofMinutes(1)))
                                .function(
                                        ExamplesPipeline.function(
                                                        "function",
                                                        handler.getName(),
                                                        Path.of(
                                                                System.getProperty(
                                                                        "mailroom.function.testClasses")))
                                                .timeout(Duration.ofSeconds(4)))
                                .eventSource(
                                        LocalEventSource.of("work", "function")
                                                .reportBatchItemFailures(true))
                                .listener(steps::add)
                                .start();
                AwsClients aws = AwsClients.of(pipeline.endpoints())) {
            // The classes of the function are loaded on the time of an invocation that has plenty.
            aws.send(pipeline.queueUrl("work"), "quick");
            await().atMost(SOON).until(() -> !returned(steps).isEmpty());

            List<String> ids = aws.send(pipeline.queueUrl("work"), "quick", "slow");
            await().atMost(SOON).until(() -> !failedMessageIds(steps).isEmpty());

            assertThat(failedMessageIds(steps)).containsExactly(ids.get(1));
            assertThat(steps).noneMatch(InvocationFailed.class::isInstance);
            assertThat(aws.messages(pipeline.queueUrl("work")))
                    .as("only the slow one is kept")
                    .isEqualTo(1);
        }
    }

    private static List<InvocationReturned> returned(List<PipelineStep> steps) {
        return steps.stream()
                .filter(InvocationReturned.class::isInstance)
                .map(InvocationReturned.class::cast)
                .toList();
    }

    private static List<String> failedMessageIds(List<PipelineStep> steps) {
        return returned(steps).stream()
                .flatMap(returned -> returned.failedMessageIds().stream())
                .toList();
    }
}

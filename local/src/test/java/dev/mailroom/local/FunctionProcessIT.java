package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.FunctionStep.FunctionStarted;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.FunctionStep.Reason;
import dev.mailroom.local.step.QueueStep.MessageDelivered;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Functions in processes of their own, on Lambda's runtime client. */
class FunctionProcessIT {

    private static TestPipeline pipeline;

    @BeforeAll
    static void startOnePipelineForAllTests() {
        LocalPipelineBuilder builder = LocalPipeline.builder();
        connect(builder, "throwing");
        connect(builder, "killed");
        connect(builder, "slow");
        connect(builder, "telling");
        connect(builder, "busy");
        pipeline = new TestPipeline(builder);
    }

    /** A function and its queue, in whose batches is what was sent within a second. */
    private static void connect(LocalPipelineBuilder builder, String name) {
        builder.queue(LocalQueue.standard(name).visibilityTimeout(Duration.ofSeconds(4)))
                .function(
                        LocalFunction.process(name, ScriptedHandler.class.getName())
                                .classPath(TestSystem.classPath())
                                .environment("TABLE_NAME", "Signups")
                                .timeout(Duration.ofSeconds(3)))
                .eventSource(
                        LocalEventSource.of(name, name)
                                .window(Duration.ofSeconds(name.equals("busy") ? 0 : 1))
                                .batchSize(name.equals("busy") ? 1 : 10)
                                .reportBatchItemFailures(true));
    }

    @AfterAll
    static void stopIt() {
        pipeline.close();
    }

    @Test
    void c1AHandlerThatThrowsFailsItsWholeBatch() throws Exception {
        pipeline.send("throwing", "throws-once", "plain");

        List<BatchInvoked> invoked = awaitInvoked("throwing", 2);
        assertThat(failure(invoked.get(0)))
                .isEqualTo(
                        new InvocationFailed(
                                "throwing",
                                invoked.get(0).requestId(),
                                Reason.HANDLER_ERROR,
                                "java.lang.IllegalStateException: thrown on purpose"));
        assertThat(invoked.get(1).messageIds())
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(invoked.get(0).messageIds());
        pipeline.awaitEmpty("throwing");
    }

    @Test
    void aProcessKilledInTheMiddleOfABatchLosesNothing() throws Exception {
        pipeline.send("killed", "hangs-once");
        String id = delivered("killed");
        pipeline.steps()
                .awaitOne(FunctionLog.class, step -> step.line().contains("handling " + id));
        long pid = lastPid("killed");
        pipeline.pipeline().killFunction("killed");

        List<BatchInvoked> invoked = awaitInvoked("killed", 2);
        assertThat(failure(invoked.get(0)))
                .isEqualTo(
                        new InvocationFailed(
                                "killed",
                                invoked.get(0).requestId(),
                                Reason.PROCESS_DIED,
                                "process " + pid + " ended with exit code 137"));
        assertThat(returned(invoked.get(1)).failedMessageIds()).isEmpty();
        assertThat(lastPid("killed")).isNotEqualTo(pid);
        pipeline.awaitEmpty("killed");
    }

    @Test
    void c11AFunctionThatTimesOutIsKilledAndReplacedAndItsFinishedWorkComesAgain()
            throws Exception {
        long pid = lastPid("slow");

        pipeline.send("slow", "plain", "hangs-once");

        List<BatchInvoked> invoked = awaitInvoked("slow", 2);
        assertThat(failure(invoked.get(0)))
                .isEqualTo(
                        new InvocationFailed(
                                "slow",
                                invoked.get(0).requestId(),
                                Reason.TIMEOUT,
                                "Task timed out after 3.00 seconds"));
        assertThat(invoked.get(1).messageIds())
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(invoked.get(0).messageIds());
        pipeline.awaitEmpty("slow");
        assertThat(TestSystem.isRunning(pid)).isFalse();
        assertThat(lastPid("slow")).isNotEqualTo(pid);
    }

    @Test
    void c34BatchesSideBySideHaveAProcessEach() throws Exception {
        pipeline.send("busy", "hangs-once", "hangs-once", "plain");

        assertThat(
                        pipeline.steps()
                                .await(
                                        FunctionStarted.class,
                                        step -> step.function().equals("busy"),
                                        2))
                .extracting(FunctionStarted::pid)
                .doesNotHaveDuplicates();
        pipeline.awaitEmpty("busy");
    }

    @Test
    void aProcessSeesTheEnvironmentOfLambdaAndNothingOfTheHost() throws Exception {
        pipeline.send("telling", "tells-its-environment");

        FunctionLog log =
                pipeline.steps()
                        .awaitOne(
                                FunctionLog.class, step -> step.line().startsWith("environment "));
        List<String> host = Stream.of("LANG", "PATH").filter(System.getenv()::containsKey).toList();
        assertThat(log.line().substring("environment ".length()).split(","))
                .containsAll(host)
                .filteredOn(variable -> !host.contains(variable))
                .containsExactly(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_DEFAULT_REGION",
                        "AWS_ENDPOINT_URL",
                        "AWS_ENDPOINT_URL_SQS",
                        "AWS_EXECUTION_ENV",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "AWS_LAMBDA_RUNTIME_API",
                        "AWS_REGION",
                        "AWS_SECRET_ACCESS_KEY",
                        "LAMBDA_TASK_ROOT",
                        "TABLE_NAME",
                        "TZ",
                        "_HANDLER");
    }

    private static String delivered(String queue) {
        return pipeline.steps()
                .awaitOne(MessageDelivered.class, step -> step.queue().equals(queue))
                .messageId();
    }

    private static List<BatchInvoked> awaitInvoked(String function, int count) {
        return pipeline.steps()
                .await(BatchInvoked.class, step -> step.function().equals(function), count);
    }

    private static InvocationReturned returned(BatchInvoked invoked) {
        return pipeline.steps()
                .awaitOne(
                        InvocationReturned.class,
                        step -> step.requestId().equals(invoked.requestId()));
    }

    private static InvocationFailed failure(BatchInvoked invoked) {
        return pipeline.steps()
                .awaitOne(
                        InvocationFailed.class,
                        step -> step.requestId().equals(invoked.requestId()));
    }

    private static long lastPid(String function) {
        List<FunctionStarted> started =
                pipeline.steps()
                        .await(FunctionStarted.class, step -> step.function().equals(function), 1);
        return started.get(started.size() - 1).pid();
    }
}

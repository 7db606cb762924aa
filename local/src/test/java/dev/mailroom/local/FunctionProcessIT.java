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

    // The clock is moved to its end: nobody waits for it.
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static TestPipeline pipeline;

    @BeforeAll
    static void startOnePipelineForAllTests() {
        LocalPipelineBuilder builder = LocalPipeline.builder();
        connect(builder, "throwing", 2);
        connect(builder, "killed", 1);
        connect(builder, "slow", 2);
        connect(builder, "telling", 1);
        connect(builder, "busy", 1);
        pipeline = new TestPipeline(builder);
    }

    /** A function and its queue; a batch that is full does not wait for the end of its window. */
    private static void connect(LocalPipelineBuilder builder, String name, int batchSize) {
        builder.queue(LocalQueue.standard(name).visibilityTimeout(VISIBILITY_TIMEOUT))
                .function(
                        LocalFunction.process(name, ScriptedHandler.class.getName())
                                .classPath(TestSystem.classPath())
                                .environment("TABLE_NAME", "Signups")
                                .timeout(TIMEOUT))
                .eventSource(
                        LocalEventSource.of(name, name)
                                .window(batchSize == 1 ? Duration.ZERO : TIMEOUT)
                                .batchSize(batchSize)
                                .reportBatchItemFailures(true));
    }

    @AfterAll
    static void stopIt() {
        pipeline.close();
    }

    @Test
    void c1AHandlerThatThrowsFailsItsWholeBatch() throws Exception {
        pipeline.send("throwing", "throws-once", "plain");

        BatchInvoked first = awaitInvoked("throwing", 1).get(0);
        assertThat(failure(first))
                .isEqualTo(
                        new InvocationFailed(
                                "throwing",
                                first.requestId(),
                                Reason.HANDLER_ERROR,
                                "java.lang.IllegalStateException: thrown on purpose"));
        pipeline.pass(VISIBILITY_TIMEOUT);
        List<BatchInvoked> invoked = awaitInvoked("throwing", 2);
        assertThat(invoked.get(1).messageIds())
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(invoked.get(0).messageIds());
        pipeline.awaitEmpty("throwing");
    }

    @Test
    void aProcessKilledInTheMiddleOfABatchLosesNothing() throws Exception {
        pipeline.send("killed", "hangs-once");
        String id = delivered("killed");
        awaitLog("killed", "handling " + id);
        long pid = lastPid("killed");
        pipeline.pipeline().killFunction("killed");

        BatchInvoked first = awaitInvoked("killed", 1).get(0);
        assertThat(failure(first))
                .isEqualTo(
                        new InvocationFailed(
                                "killed",
                                first.requestId(),
                                Reason.PROCESS_DIED,
                                "process " + pid + " ended with exit code 137"));
        pipeline.pass(VISIBILITY_TIMEOUT);
        BatchInvoked again = awaitInvoked("killed", 2).get(1);
        assertThat(returned(again).failedMessageIds()).isEmpty();
        assertThat(lastPid("killed")).isNotEqualTo(pid);
        pipeline.awaitEmpty("killed");
    }

    @Test
    void c11AFunctionThatTimesOutIsKilledAndReplacedAndItsFinishedWorkComesAgain()
            throws Exception {
        long pid = lastPid("slow");

        pipeline.send("slow", "plain", "hangs-once");
        awaitLog("slow", "hanging");
        pipeline.pass(TIMEOUT);

        BatchInvoked first = awaitInvoked("slow", 1).get(0);
        assertThat(failure(first))
                .isEqualTo(
                        new InvocationFailed(
                                "slow",
                                first.requestId(),
                                Reason.TIMEOUT,
                                "Task timed out after 60.00 seconds"));
        pipeline.pass(VISIBILITY_TIMEOUT);
        List<BatchInvoked> invoked = awaitInvoked("slow", 2);
        assertThat(invoked.get(1).messageIds())
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(invoked.get(0).messageIds());
        pipeline.awaitEmpty("slow");
        assertThat(TestSystem.isRunning(pid)).isFalse();
        assertThat(lastPid("slow")).isNotEqualTo(pid);
    }

    @Test
    void c34BatchesSideBySideHaveAProcessEach() throws Exception {
        pipeline.send("busy", "hangs-once", "hangs-once");

        assertThat(
                        pipeline.steps()
                                .await(
                                        FunctionStarted.class,
                                        step -> step.function().equals("busy"),
                                        2))
                .extracting(FunctionStarted::pid)
                .doesNotHaveDuplicates();
        pipeline.steps()
                .await(
                        FunctionLog.class,
                        step -> step.function().equals("busy") && step.line().contains("handling"),
                        2);
        pipeline.pipeline().killFunction("busy");
        awaitInvoked("busy", 2).forEach(FunctionProcessIT::failure);

        pipeline.pass(VISIBILITY_TIMEOUT);
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

    private static void awaitLog(String function, String text) {
        var unused =
                pipeline.steps()
                        .awaitOne(
                                FunctionLog.class,
                                step ->
                                        step.function().equals(function)
                                                && step.line().contains(text));
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

package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.PipelineStep.BatchInvoked;
import dev.mailroom.local.PipelineStep.EventPut;
import dev.mailroom.local.PipelineStep.FunctionLog;
import dev.mailroom.local.PipelineStep.FunctionStarted;
import dev.mailroom.local.PipelineStep.InvocationFailed;
import dev.mailroom.local.PipelineStep.InvocationReturned;
import dev.mailroom.local.PipelineStep.MessageDelivered;
import dev.mailroom.local.PipelineStep.MessageRedriven;
import dev.mailroom.local.PipelineStep.NoRuleMatched;
import dev.mailroom.local.PipelineStep.Reason;
import dev.mailroom.local.PipelineStep.RuleMatched;
import dev.mailroom.local.PipelineStep.ScheduleTicked;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The way of an event, from an SDK's PutEvents to a function and back to the queue. */
class LocalPipelineIT {

    private static final RecordedSteps STEPS = new RecordedSteps();
    private static LocalPipeline pipeline;
    private static EventBridgeClient events;

    @BeforeAll
    static void startOnePipelineForAllTests() {
        LocalPipelineBuilder builder = LocalPipeline.builder().eventBus("orders").listener(STEPS);
        builder.queue(LocalQueue.standard("dlq"));
        builder.function(process("process", 3)).function(process("slow", 3));
        builder.function(inProcess("in-process"));
        connect(
                builder,
                LocalQueue.standard("process-queue").visibilityTimeout(seconds(3)),
                "process",
                true);
        connect(
                builder,
                LocalQueue.standard("slow-queue").visibilityTimeout(seconds(3)),
                "slow",
                true);
        connect(builder, queue("in-process-queue"), "in-process", true);
        connect(builder, queue("redrive-queue").deadLetterQueue("dlq", 2), "in-process", true);
        connect(builder, queue("ignored-response-queue"), "in-process", false);
        connect(
                builder,
                LocalQueue.fifo("ordered.fifo")
                        .visibilityTimeout(seconds(2))
                        .contentBasedDeduplication(true),
                "in-process",
                true);
        builder.queue(queue("window-queue"))
                .rule(rule("window-queue").toQueue("window-queue"))
                .eventSource(
                        LocalEventSource.of("window-queue", "in-process")
                                .batchSize(20)
                                .window(seconds(3)));
        builder.queue(queue("ticks"))
                .rule(
                        LocalRule.scheduled("every-minute", "rate(1 minute)")
                                .every(Duration.ofSeconds(1))
                                .toQueue("ticks"));
        builder.queue(queue("orders-queue"))
                .rule(rule("orders-queue").onBus("orders").toQueue("orders-queue"));
        pipeline = builder.start();
        events = eventBridge(pipeline);
    }

    private static void connect(
            LocalPipelineBuilder builder, LocalQueue queue, String function, boolean report) {
        LocalRule rule = rule(queue.name());
        builder.queue(queue)
                .rule(
                        queue.isFifo()
                                ? rule.toQueue(queue.name(), "group")
                                : rule.toQueue(queue.name()))
                .eventSource(
                        LocalEventSource.of(queue.name(), function)
                                .reportBatchItemFailures(report));
    }

    private static LocalRule rule(String queue) {
        return LocalRule.matching("to-" + queue, "{\"source\":[\"for." + queue + "\"]}");
    }

    private static LocalQueue queue(String name) {
        return LocalQueue.standard(name).visibilityTimeout(seconds(2));
    }

    private static LocalFunction process(String name, int timeout) {
        return LocalFunction.process(name, ScriptedHandler.class.getName())
                .classPath(TestSystem.classPath())
                .environment("TABLE_NAME", "Signups")
                .timeout(seconds(timeout));
    }

    private static LocalFunction inProcess(String name) {
        return LocalFunction.inProcess(name, endpoints -> new ScriptedHandler())
                .timeout(seconds(2));
    }

    static EventBridgeClient eventBridge(LocalPipeline pipeline) {
        return EventBridgeClient.builder()
                .endpointOverride(pipeline.endpoints().eventBridge())
                .region(Region.of(pipeline.endpoints().region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stopIt() {
        events.close();
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-process", "process"})
    void anEventReachesAFunctionAndLeavesTheQueue(String function) {
        String queue = function + "-queue";
        int before = delivered(queue).size();

        String eventId = put(queue, "plain");

        String id = awaitDelivered(queue, before + 1).get(before);
        assertThat(STEPS.of(RuleMatched.class, step -> step.eventId().equals(eventId)))
                .containsExactly(new RuleMatched(eventId, "to-" + queue, "queue " + queue));
        assertThat(STEPS.awaitOne(EventPut.class, step -> step.eventId().equals(eventId)))
                .isEqualTo(new EventPut("default", eventId, "for." + queue, "Test"));
        BatchInvoked invoked = awaitInvoked(id, 1).get(0);
        assertThat(invoked.function()).isEqualTo(function);
        assertThat(awaitReturned(invoked))
                .isEqualTo(new InvocationReturned(function, invoked.requestId(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-process", "process"})
    void onlyTheReportedMessageComesAgain(String function) {
        String queue = function + "-queue";
        int before = delivered(queue).size();

        put(queue, "plain", "fails-once", "plain");

        List<String> ids = awaitDelivered(queue, before + 3).subList(before, before + 3);
        BatchInvoked second = awaitInvoked(ids.get(1), 2).get(1);
        assertThat(second.messageIds()).containsExactly(ids.get(1));
        assertThat(awaitReturned(second).failedMessageIds()).isEmpty();
        assertThat(invoked(ids.get(0))).hasSize(1);
        assertThat(invoked(ids.get(2))).hasSize(1);
    }

    @Test
    void c1AHandlerThatThrowsFailsItsWholeBatch() {
        int before = delivered("process-queue").size();

        put("process-queue", "throws-once");

        String id = awaitDelivered("process-queue", before + 1).get(before);
        List<BatchInvoked> invoked = awaitInvoked(id, 2);
        assertThat(failure(invoked.get(0)))
                .isEqualTo(
                        new InvocationFailed(
                                "process",
                                invoked.get(0).requestId(),
                                Reason.HANDLER_ERROR,
                                "java.lang.IllegalStateException: thrown on purpose"));
        assertThat(awaitReturned(invoked.get(1)).failedMessageIds()).isEmpty();
    }

    @Test
    void c1AnErrorInProcessReadsTheSame() {
        int before = delivered("in-process-queue").size();

        put("in-process-queue", "throws-once");

        String id = awaitDelivered("in-process-queue", before + 1).get(before);
        assertThat(failure(awaitInvoked(id, 2).get(0)).error())
                .isEqualTo("java.lang.IllegalStateException: thrown on purpose");
    }

    @Test
    void aProcessKilledInTheMiddleOfABatchLosesNothing() {
        int before = delivered("process-queue").size();

        put("process-queue", "hangs-once");

        String id = awaitDelivered("process-queue", before + 1).get(before);
        STEPS.awaitOne(FunctionLog.class, step -> step.line().contains("handling " + id));
        long pid = lastPid("process");
        pipeline.killFunction("process");

        List<BatchInvoked> invoked = awaitInvoked(id, 2);
        assertThat(failure(invoked.get(0)))
                .isEqualTo(
                        new InvocationFailed(
                                "process",
                                invoked.get(0).requestId(),
                                Reason.PROCESS_DIED,
                                "process " + pid + " ended with exit code 137"));
        assertThat(awaitReturned(invoked.get(1)).failedMessageIds()).isEmpty();
        assertThat(lastPid("process")).isNotEqualTo(pid);
    }

    @Test
    void c11AFunctionThatTimesOutIsKilledAndReplaced() {
        long pid = lastPid("slow");

        put("slow-queue", "hangs-once");

        String id = awaitDelivered("slow-queue", 1).get(0);
        List<BatchInvoked> invoked = awaitInvoked(id, 2);
        assertThat(failure(invoked.get(0)))
                .isEqualTo(
                        new InvocationFailed(
                                "slow",
                                invoked.get(0).requestId(),
                                Reason.TIMEOUT,
                                "Task timed out after 3.00 seconds"));
        assertThat(awaitReturned(invoked.get(1)).failedMessageIds()).isEmpty();
        assertThat(TestSystem.isRunning(pid)).isFalse();
        assertThat(lastPid("slow")).isNotEqualTo(pid);
    }

    @Test
    void aTimeoutInProcessFailsTheInvocation() {
        int before = delivered("in-process-queue").size();

        put("in-process-queue", "hangs-once");

        String id = awaitDelivered("in-process-queue", before + 1).get(before);
        assertThat(failure(awaitInvoked(id, 2).get(0)).reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void c7AMessageThatFailsTooOftenIsMovedToTheDeadLetterQueue() {
        put("redrive-queue", "always-fails");

        String id = awaitDelivered("redrive-queue", 1).get(0);
        assertThat(STEPS.awaitOne(MessageRedriven.class, step -> step.messageId().equals(id)))
                .isEqualTo(new MessageRedriven("redrive-queue", "dlq", id));
        assertThat(invoked(id)).hasSize(2);
    }

    @Test
    void c4WithoutReportBatchItemFailuresAFailedMessageIsDeleted() {
        put("ignored-response-queue", "always-fails");

        String id = awaitDelivered("ignored-response-queue", 1).get(0);
        InvocationReturned returned = awaitReturned(awaitInvoked(id, 1).get(0));
        assertThat(returned.failedMessageIds()).isEmpty();
    }

    @Test
    void c5AFifoQueueHoldsItsGroupBackUntilTheFailedMessageIsDone() {
        // One by one, so that no batch has two of them: the test's function does not stop at a
        // failure.
        put("ordered.fifo", "fails-once 1");
        String first = awaitDelivered("ordered.fifo", 1).get(0);
        awaitReturned(awaitInvoked(first, 1).get(0));

        put("ordered.fifo", "plain 2");

        String second = awaitDelivered("ordered.fifo", 2).get(1);
        awaitReturned(awaitInvoked(second, 1).get(0));
        assertThat(invoked(first)).hasSize(2);
        List<String> order = new ArrayList<>();
        STEPS.of(BatchInvoked.class, step -> step.queue().equals("ordered.fifo"))
                .forEach(step -> order.addAll(step.messageIds()));
        assertThat(order).containsExactly(first, first, second);
    }

    @Test
    void c8AWindowGathersMoreThanOneReceive() {
        for (int i = 0; i < 2; i++) {
            put("window-queue", "1", "2", "3", "4", "5", "6");
        }

        List<String> ids = awaitDelivered("window-queue", 12);
        assertThat(awaitInvoked(ids.get(11), 1).get(0).messageIds())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void c17AScheduledRuleSendsItsEventAgainAndAgain() {
        List<ScheduleTicked> ticks =
                STEPS.await(ScheduleTicked.class, step -> step.rule().equals("every-minute"), 2);

        assertThat(ticks.get(0).eventId()).isNotEqualTo(ticks.get(1).eventId());
        awaitDelivered("ticks", 2);
    }

    @Test
    void anEventOnAnotherBusMeetsOnlyTheRulesOfThatBus() {
        String onDefault = put("orders-queue", "plain");

        STEPS.awaitOne(
                NoRuleMatched.class, step -> step.equals(new NoRuleMatched("default", onDefault)));

        String onOrders =
                events.putEvents(
                                request ->
                                        request.entries(
                                                entry("orders-queue", "plain").toBuilder()
                                                        .eventBusName("orders")
                                                        .build()))
                        .entries()
                        .get(0)
                        .eventId();
        STEPS.awaitOne(RuleMatched.class, step -> step.eventId().equals(onOrders));
        awaitDelivered("orders-queue", 1);
    }

    @Test
    void aProcessSeesTheEnvironmentOfLambdaAndNothingOfTheHost() {
        put("process-queue", "tells-its-environment");

        FunctionLog log =
                STEPS.awaitOne(FunctionLog.class, step -> step.line().startsWith("environment "));
        List<String> host = Stream.of("LANG", "PATH").filter(System.getenv()::containsKey).toList();
        assertThat(log.line().substring("environment ".length()).split(","))
                .containsAll(host)
                .filteredOn(variable -> !host.contains(variable))
                .containsExactly(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_DEFAULT_REGION",
                        "AWS_ENDPOINT_URL_EVENTBRIDGE",
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

    @Test
    void anotherOperationIsRefusedByName() {
        assertThatThrownBy(() -> events.listRules(request -> {}))
                .isInstanceOfSatisfying(
                        EventBridgeException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(400);
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("UnknownOperationException");
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo(
                                            "Operation ListRules is not supported locally; supported is PutEvents.");
                        });
    }

    @Test
    void askingForWhatIsNotThereNamesIt() {
        assertThatThrownBy(() -> pipeline.queueUrl("nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The pipeline has no queue 'nowhere'.");
        assertThatThrownBy(() -> pipeline.killFunction("in-process"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Function 'in-process' runs in process: there is no process to kill.");
    }

    private static String put(String queue, String... words) {
        PutEventsResponse response =
                events.putEvents(
                        request ->
                                request.entries(
                                        Stream.of(words).map(word -> entry(queue, word)).toList()));
        assertThat(response.failedEntryCount()).isZero();
        return response.entries().get(0).eventId();
    }

    private static PutEventsRequestEntry entry(String queue, String word) {
        return PutEventsRequestEntry.builder()
                .source("for." + queue)
                .detailType("Test")
                .detail("{\"word\":\"" + word + "\"}")
                .build();
    }

    private static List<String> delivered(String queue) {
        return STEPS.of(MessageDelivered.class, step -> step.queue().equals(queue)).stream()
                .map(MessageDelivered::messageId)
                .toList();
    }

    private static List<String> awaitDelivered(String queue, int count) {
        return STEPS
                .await(MessageDelivered.class, step -> step.queue().equals(queue), count)
                .stream()
                .map(MessageDelivered::messageId)
                .toList();
    }

    private static List<BatchInvoked> invoked(String messageId) {
        return STEPS.of(BatchInvoked.class, step -> step.messageIds().contains(messageId));
    }

    private static List<BatchInvoked> awaitInvoked(String messageId, int count) {
        return STEPS.await(
                BatchInvoked.class, step -> step.messageIds().contains(messageId), count);
    }

    private static InvocationReturned awaitReturned(BatchInvoked invoked) {
        return STEPS.awaitOne(
                InvocationReturned.class, step -> step.requestId().equals(invoked.requestId()));
    }

    private static InvocationFailed failure(BatchInvoked invoked) {
        return STEPS.awaitOne(
                InvocationFailed.class, step -> step.requestId().equals(invoked.requestId()));
    }

    private static long lastPid(String function) {
        List<FunctionStarted> started =
                STEPS.await(FunctionStarted.class, step -> step.function().equals(function), 1);
        return started.get(started.size() - 1).pid();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}

package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.step.EventStep.EventPut;
import dev.mailroom.local.step.EventStep.NoRuleMatched;
import dev.mailroom.local.step.EventStep.RuleMatched;
import dev.mailroom.local.step.EventStep.ScheduleTicked;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.QueueStep.MessageDelivered;

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
        connect(builder, process("process"));
        connect(builder, inProcess("in-process"));
        builder.queue(LocalQueue.standard("ticks"))
                .rule(
                        LocalRule.scheduled("every-minute", "rate(1 minute)")
                                .every(Duration.ofSeconds(1))
                                .toQueue("ticks"));
        builder.queue(LocalQueue.standard("orders-queue"))
                .rule(rule("orders-queue").onBus("orders").toQueue("orders-queue"));
        pipeline = builder.start();
        events = eventBridge(pipeline);
    }

    private static void connect(LocalPipelineBuilder builder, LocalFunction function) {
        String queue = function.name() + "-queue";
        builder.function(function)
                .queue(LocalQueue.standard(queue))
                .rule(rule(queue).toQueue(queue))
                .eventSource(
                        LocalEventSource.of(queue, function.name()).reportBatchItemFailures(true));
    }

    private static LocalRule rule(String queue) {
        return LocalRule.matching("to-" + queue, "{\"source\":[\"for." + queue + "\"]}");
    }

    private static LocalFunction process(String name) {
        return LocalFunction.process(name, ScriptedHandler.class.getName())
                .classPath(TestSystem.classPath());
    }

    private static LocalFunction inProcess(String name) {
        return LocalFunction.inProcess(name, endpoints -> new ScriptedHandler());
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
                                            "Operation ListRules is not supported locally; supported are PutEvents and DescribeEventBus.");
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

    private static List<BatchInvoked> awaitInvoked(String messageId, int count) {
        return STEPS.await(
                BatchInvoked.class, step -> step.messageIds().contains(messageId), count);
    }

    private static InvocationReturned awaitReturned(BatchInvoked invoked) {
        return STEPS.awaitOne(
                InvocationReturned.class, step -> step.requestId().equals(invoked.requestId()));
    }
}

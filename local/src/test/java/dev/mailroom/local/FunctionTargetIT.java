package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.step.EventStep.RuleMatched;
import dev.mailroom.local.step.EventStep.ScheduleTicked;
import dev.mailroom.local.step.FunctionStep.EventInvoked;
import dev.mailroom.local.step.FunctionStep.EventKept;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Rules and schedules that invoke a function themselves, with no queue between. */
class FunctionTargetIT {

    private static final String TEMPLATE =
            """
            Resources:
              Failed: {Type: AWS::SQS::Queue}
              Rule:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [plain]}
                  Targets: [{Id: work, Arn: !GetAtt Work.Arn}]
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.mailroom.local.LoggingHandler
                  Runtime: java21
                  Timeout: 60
                  DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Failed.Arn}
                  Events:
                    Orders:
                      Type: EventBridgeRule
                      Properties: {Pattern: {source: [sam]}}
                    Nightly:
                      Type: Schedule
                      Properties: {Schedule: rate(1 day)}
                    Weekly:
                      Type: ScheduleV2
                      Properties: {ScheduleExpression: rate(7 days), Name: weekly}
            """;

    private static final RecordedSteps STEPS = new RecordedSteps();

    @TempDir static Path folder;

    private static LocalPipeline pipeline;
    private static EventBridgeClient events;

    @BeforeAll
    static void start() throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        pipeline =
                LocalPipeline.fromTemplate(file)
                        .classPath(TestSystem.classPath())
                        .every("WorkNightly", Duration.ofSeconds(1))
                        .every("weekly", Duration.ofSeconds(1))
                        .pipeline()
                        .listener(STEPS)
                        .start();
        events = LocalPipelineIT.eventBridge(pipeline);
    }

    @AfterAll
    static void stop() {
        events.close();
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "sam"})
    void anEventInvokesTheFunction(String source) {
        String event = put(source, "{}");

        awaitHandled(event);
        assertThat(STEPS.of(RuleMatched.class, step -> step.eventId().equals(event)))
                .containsExactly(
                        new RuleMatched(
                                event,
                                source.equals("plain") ? "Rule" : "WorkOrders",
                                "function Work"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WorkNightly", "weekly"})
    void aScheduleInvokesTheFunction(String schedule) {
        awaitHandled(
                STEPS.awaitOne(ScheduleTicked.class, step -> step.rule().equals(schedule))
                        .eventId());
    }

    @Test
    void whatFailsThreeTimesIsInTheDeadLetterQueueWithItsReason() throws Exception {
        put("sam", "{\"text\":\"always-fails\"}");

        EventKept kept = STEPS.awaitOne(EventKept.class, step -> true);

        assertThat(kept.destination()).isEqualTo("queue Failed");
        assertThat(attempts(kept.requestId())).containsExactly(1, 2, 3);
        assertThat(
                        STEPS.of(
                                InvocationReturned.class,
                                step -> step.requestId().equals(kept.requestId())))
                .isEmpty();
        SqsMessage message = onlyMessage();
        assertThat(message.node().path("Body").asText())
                .endsWith("\"detail\":{\"text\":\"always-fails\"}}");
        assertThat(message.toRecord().path("messageAttributes").path("ErrorMessage"))
                .hasToString(
                        "{\"stringValue\":\"java.lang.IllegalStateException: thrown on purpose\","
                                + "\"stringListValues\":[],\"binaryListValues\":[],\"dataType\":\"String\"}");
    }

    private static List<Integer> attempts(String requestId) {
        return STEPS.of(EventInvoked.class, step -> step.requestId().equals(requestId)).stream()
                .map(EventInvoked::attempt)
                .toList();
    }

    private static SqsMessage onlyMessage() throws Exception {
        AwsJson sqs = AwsJson.sqs(pipeline.endpoints().sqs());
        var request = Json.object().put("QueueUrl", pipeline.queueUrl("Failed"));
        request.putArray("MessageAttributeNames").add("All");
        var messages = sqs.call("ReceiveMessage", request).path("Messages");
        assertThat(messages).hasSize(1);
        return new SqsMessage("Failed", messages.path(0));
    }

    private static void awaitHandled(String event) {
        STEPS.awaitOne(FunctionLog.class, step -> step.line().equals("handling event " + event));
    }

    private static String put(String source, String detail) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .source(source)
                        .detailType("Order")
                        .detail(detail)
                        .build();
        return events.putEvents(request -> request.entries(entry)).entries().get(0).eventId();
    }
}

package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.HeldBatches.HeldBatch;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.step.FunctionStep.FailuresIgnored;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** What reaches a function is what was put. */
class HandedOnIT {

    private static final HeldBatches BATCHES = new HeldBatches();
    private static final String TRACE =
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    private static TestPipeline pipeline;
    private static EventBridgeClient events;

    @BeforeAll
    static void start() {
        pipeline =
                new TestPipeline(
                        LocalPipeline.builder()
                                .queue(TestPipeline.queue("q"))
                                .rule(
                                        LocalRule.matching(
                                                        "all", "{\"source\":[\"shop\",\"aws.s3\"]}")
                                                .toQueue("q"))
                                .function(LocalFunction.inProcess("f", BATCHES))
                                .eventSource(LocalEventSource.of("q", "f")));
        events = LocalPipelineIT.eventBridge(pipeline.pipeline());
    }

    @AfterAll
    static void stop() {
        events.close();
        pipeline.close();
    }

    @Test
    void numbersStayAsTheyAreWritten() throws Exception {
        String detail = "{\"price\":1.10,\"stock\":1e2,\"exact\":1234567890123456.7891}";

        put(entry(detail));

        HeldBatch batch = BATCHES.next();
        batch.done();
        assertThat(batch.bodies().get(0)).endsWith(",\"detail\":" + detail + "}");
    }

    @Test
    void theTraceHeaderOfAnEventIsThatOfItsMessage() throws Exception {
        put(entry("{}").toBuilder().traceHeader(TRACE).build());

        HeldBatch batch = BATCHES.next();
        batch.done();
        assertThat(batch.messages().get(0).getAttributes()).containsEntry("AWSTraceHeader", TRACE);
    }

    @Test
    void anEventOfAwsIsPutByHand() throws Exception {
        String id =
                pipeline.pipeline()
                        .put(
                                LocalEvent.of("aws.s3", "Object Created", "{\"key\":\"a.txt\"}")
                                        .about("arn:aws:s3:::photos"));

        HeldBatch batch = BATCHES.next();
        batch.done();
        assertThat(batch.bodies().get(0))
                .startsWith(
                        "{\"version\":\"0\",\"id\":\""
                                + id
                                + "\",\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",")
                .endsWith(
                        "\"resources\":[\"arn:aws:s3:::photos\"],\"detail\":{\"key\":\"a.txt\"}}");
    }

    @Test
    void anEventByHandNeedsABusAndAnObject() {
        assertThatThrownBy(() -> pipeline.pipeline().put(LocalEvent.of("a", "b", "{}").onBus("no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The pipeline has no event bus 'no'.");
        assertThatThrownBy(() -> LocalEvent.of("a", "b", "[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The detail of an event must be a JSON object of at most 999 levels.");
    }

    @Test
    void c4FailuresThatNobodyAskedForAreLostWithAStep() throws Exception {
        put(entry("{}"));

        HeldBatch batch = BATCHES.next();
        batch.failed(batch.bodies().get(0));

        FailuresIgnored ignored =
                pipeline.steps()
                        .awaitOne(
                                FailuresIgnored.class,
                                step -> step.requestId().equals(batch.requestId()));
        String id = batch.messages().get(0).getMessageId();
        assertThat(ignored.describe())
                .isEqualTo(
                        "function f reported 1 of queue q as failed, LOST because ReportBatchItemFailures is missing: ["
                                + id
                                + "], request "
                                + batch.requestId());
        pipeline.awaitEmpty("q");
    }

    private static PutEventsRequestEntry entry(String detail) {
        return PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("Order")
                .detail(detail)
                .build();
    }

    private static void put(PutEventsRequestEntry entry) {
        assertThat(events.putEvents(request -> request.entries(entry)).failedEntryCount()).isZero();
    }
}

package dev.mailroom.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.PoisonMessageException;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.sqs.Quarantine;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** One trace from handler to handler, through buses and queues, and on into quarantine. */
class TraceIT {

    record Order(String id) {}

    private static final EventType<Order> ORDERED = EventType.of("shop", "Ordered", Order.class);
    private static final EventType<Order> BILLED = EventType.of("shop", "Billed", Order.class);

    @RegisterExtension static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private static LocalPipeline pipeline;
    private static EventBridgeClient events;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        pipeline =
                LocalPipeline.builder()
                        .queue(LocalQueue.standard("orders"))
                        .queue(LocalQueue.standard("bills"))
                        .queue(LocalQueue.standard("dead-bills"))
                        .rule(rule("Ordered").toQueue("orders"))
                        .rule(rule("Billed").toQueue("bills"))
                        .function(function("biller", biller()))
                        .function(function("archive", archive()))
                        .function(function("undertaker", (record, delivery) -> {}))
                        .eventSource(LocalEventSource.of("orders", "biller"))
                        .eventSource(LocalEventSource.of("bills", "archive"))
                        .eventSource(LocalEventSource.of("dead-bills", "undertaker"))
                        .start();
        events = client(EventBridgeClient.builder(), pipeline.endpoints().eventBridge());
        sqs = client(SqsClient.builder(), pipeline.endpoints().sqs());
    }

    @AfterAll
    static void stop() {
        pipeline.close();
        events.close();
        sqs.close();
    }

    private static LocalRule rule(String detailType) {
        String pattern = "{\"source\":[\"shop\"],\"detail-type\":[\"" + detailType + "\"]}";
        return LocalRule.matching(detailType, pattern);
    }

    /** Publishes another event for each one. */
    private static RecordHandler biller() {
        return EventRouter.builder()
                .on(ORDERED, event -> publisher().publish(BILLED, event.detail()))
                .build();
    }

    private static RecordHandler archive() {
        return EventRouter.builder()
                .on(
                        BILLED,
                        event -> {
                            if (event.detail().id().equals("poison")) {
                                throw new PoisonMessageException("no lines");
                            }
                        })
                .build();
    }

    private static EventPublisher publisher() {
        return EventPublisher.builder(events).traceHeader(XRayTraceHeader::current).build();
    }

    private static LocalFunction function(String name, RecordHandler handler) {
        return LocalFunction.inProcess(
                name,
                endpoints ->
                        SqsBatchHandler.builder(handler)
                                .concurrency(4)
                                .onPoison(
                                        (delivery, cause) ->
                                                Quarantine.to(deadBills(), sqs)
                                                        .traceHeader(XRayTraceHeader::current)
                                                        .dispose(delivery, cause))
                                .listener(OpenTelemetryListener.of(OTEL.getOpenTelemetry()))
                                .build());
    }

    private static String deadBills() {
        return pipeline.queueUrl("dead-bills");
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(pipeline.endpoints().region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @Test
    void aTraceRunsThroughTwoHandlers() {
        Span put = put("fine");

        SpanData biller = awaitSpan("orders", put.getSpanContext().getSpanId());
        SpanData archive = awaitSpan("bills", biller.getSpanId());

        assertThat(traceOfLink(biller)).isEqualTo(put.getSpanContext().getTraceId());
        assertThat(traceOfLink(archive)).isEqualTo(biller.getTraceId());
        assertThat(archive.getAttributes().get(Conventions.EVENT_DETAIL_TYPE)).isEqualTo("Billed");
    }

    @Test
    void aMessageInQuarantineLeadsToWhereItFailed() {
        Span put = put("poison");

        SpanData biller = awaitSpan("orders", put.getSpanContext().getSpanId());
        SpanData archive = awaitSpan("bills", biller.getSpanId());
        SpanData undertaker = awaitSpan("dead-bills", archive.getSpanId());

        assertThat(traceOfLink(undertaker)).isEqualTo(archive.getTraceId());
        assertThat(archive.getAttributes().get(Conventions.OUTCOME)).isEqualTo("Poison");
    }

    private static Span put(String id) {
        Span span = OTEL.getOpenTelemetry().getTracer("shop").spanBuilder("put").startSpan();
        Runnable publish = () -> publisher().publish(ORDERED, new Order(id));
        Context.root().with(span).wrap(publish).run();
        span.end();
        return span;
    }

    /** The span of the record of a queue that another span has sent. */
    private static SpanData awaitSpan(String queue, String sender) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> span(queue, sender), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<SpanData> span(String queue, String sender) {
        return OTEL.getSpans().stream()
                .filter(span -> queue.equals(span.getAttributes().get(Conventions.DESTINATION)))
                .filter(span -> span.getAttributes().get(Conventions.MESSAGE_ID) != null)
                .filter(
                        span ->
                                span.getLinks().stream()
                                        .map(LinkData::getSpanContext)
                                        .anyMatch(link -> link.getSpanId().equals(sender)))
                .findFirst();
    }

    private static String traceOfLink(SpanData span) {
        assertThat(span.getLinks()).hasSize(1);
        return span.getLinks().get(0).getSpanContext().getTraceId();
    }
}

package dev.mailroom.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.BatchListener;
import dev.mailroom.BatchSummary;
import dev.mailroom.Delivery;
import dev.mailroom.Disposition;
import dev.mailroom.EventIdentity;
import dev.mailroom.Outcome;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.Invocation;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The spans and metrics of batches, as an exporter gets them. */
class OpenTelemetryListenerTest {

    private static final String SECRET = "s3cret of the payload";

    @RegisterExtension static final OpenTelemetryExtension OTEL = OpenTelemetryExtension.create();

    private OpenTelemetryListener listener;

    /** After the extension has cleared what it collects, instruments included. */
    @BeforeEach
    void create() {
        listener = OpenTelemetryListener.of(OTEL.getOpenTelemetry());
    }

    private static SQSMessage message(String id) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(SECRET);
        message.setEventSourceArn("arn:aws:sqs:eu-west-1:111122223333:orders");
        message.setAttributes(new HashMap<>(Map.of("ApproximateReceiveCount", "2")));
        message.setMessageAttributes(new HashMap<>());
        return message;
    }

    private static void sentBy(SpanContext producer, SQSMessage message) {
        String header =
                Context.root()
                        .with(Span.wrap(producer))
                        .wrapSupplier(XRayTraceHeader::current)
                        .get();
        message.getAttributes().put("AWSTraceHeader", header);
    }

    private static SpanContext producer() {
        Span span = OTEL.getOpenTelemetry().getTracer("producer").spanBuilder("put").startSpan();
        span.end();
        return span.getSpanContext();
    }

    private static SQSEvent batch(SQSMessage... messages) {
        SQSEvent event = new SQSEvent();
        event.setRecords(new ArrayList<>(List.of(messages)));
        return event;
    }

    private void handle(RecordHandler handler, SQSMessage... messages) {
        handle(SqsBatchHandler.builder(handler), messages);
    }

    private void handle(SqsBatchHandler.Builder builder, SQSMessage... messages) {
        builder.listener(listener)
                .build()
                .handleRequest(batch(messages), Invocation.invocation(Duration.ofMinutes(1)));
    }

    private static SpanData batchSpan() {
        return OTEL.getSpans().stream()
                .filter(span -> span.getAttributes().get(Conventions.BATCH_SIZE) != null)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, SpanData> recordSpans() {
        Map<String, SpanData> spans = new HashMap<>();
        for (SpanData span : OTEL.getSpans()) {
            String id = span.getAttributes().get(Conventions.MESSAGE_ID);
            if (id != null) {
                assertThat(spans.put(id, span)).as("a second span of " + id).isNull();
            }
        }
        return spans;
    }

    private static List<String> links(SpanData span) {
        assertThat(span.getLinks()).allMatch(link -> link.getSpanContext().isRemote());
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .map(OpenTelemetryListenerTest::link)
                .toList();
    }

    private static String link(SpanContext span) {
        return span.getTraceId() + " " + span.getSpanId() + " " + span.isSampled();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void theRecordsOfTenProducersHaveTenRightLinksAndEachItsOwnContext(int concurrency) {
        Map<String, SpanContext> producers = new HashMap<>();
        Map<String, SpanContext> current = new ConcurrentHashMap<>();
        SQSMessage[] messages =
                IntStream.range(0, 10).mapToObj(i -> message("m-" + i)).toArray(SQSMessage[]::new);
        for (SQSMessage message : messages) {
            SpanContext producer = producer();
            producers.put(message.getMessageId(), producer);
            sentBy(producer, message);
        }
        CyclicBarrier together = new CyclicBarrier(concurrency == 1 ? 1 : 10);

        handle(
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    together.await();
                                    SpanContext span = Span.current().getSpanContext();
                                    current.put(record.messageId(), span);
                                    together.await();
                                })
                        .concurrency(concurrency),
                messages);

        Map<String, SpanData> spans = recordSpans();
        assertThat(spans).hasSize(10);
        spans.forEach(
                (id, span) -> {
                    assertThat(links(span)).containsExactly(link(producers.get(id)));
                    assertThat(current.get(id)).isEqualTo(span.getSpanContext());
                    assertThat(span.getParentSpanId()).isEqualTo(batchSpan().getSpanId());
                    assertThat(span.getTraceId()).isEqualTo(batchSpan().getTraceId());
                });
        assertThat(links(batchSpan()))
                .containsExactly(
                        IntStream.range(0, 10)
                                .mapToObj(i -> link(producers.get("m-" + i)))
                                .toArray(String[]::new));
        assertThat(Span.current()).isSameAs(Span.getInvalid());
    }

    @Test
    void spansFollowTheConventions() {
        handle(
                (record, delivery) ->
                        delivery.identify(new EventIdentity("e-1", "my.webapp", "UserSignup")),
                message("m-1"));

        SpanData span = recordSpans().get("m-1");
        assertThat(span.getName()).isEqualTo("process orders");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().asMap())
                .isEqualTo(
                        Attributes.builder()
                                .put("messaging.system", "aws_sqs")
                                .put("messaging.operation.name", "process")
                                .put("messaging.operation.type", "process")
                                .put("messaging.destination.name", "orders")
                                .put("messaging.message.id", "m-1")
                                .put("faas.trigger", "pubsub")
                                .put("faas.invocation_id", "request-1")
                                .put("mailroom.outcome", "Done")
                                .put("mailroom.reported", false)
                                .put("mailroom.receive_count", 2)
                                .put("mailroom.event.id", "e-1")
                                .put("mailroom.event.source", "my.webapp")
                                .put("mailroom.event.detail_type", "UserSignup")
                                .build()
                                .asMap());
        assertThat(batchSpan().getName()).isEqualTo("process orders");
        assertThat(batchSpan().getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(batchSpan().getAttributes().asMap())
                .isEqualTo(
                        Attributes.builder()
                                .put("messaging.system", "aws_sqs")
                                .put("messaging.operation.name", "process")
                                .put("messaging.operation.type", "process")
                                .put("messaging.destination.name", "orders")
                                .put("messaging.batch.message_count", 1)
                                .put("faas.trigger", "pubsub")
                                .put("faas.invocation_id", "request-1")
                                .put("mailroom.reported_count", 0)
                                .build()
                                .asMap());
    }

    @Test
    void aFailureHasTheClassOfItsExceptionAndNothingOfThePayload() {
        handle(
                (record, delivery) -> {
                    delivery.identify(new EventIdentity("e-1", "x".repeat(1_000), null));
                    throw new IllegalStateException(record.body());
                },
                message("m-1"));

        SpanData span = recordSpans().get("m-1");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(Conventions.ERROR_TYPE))
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(span.getAttributes().get(Conventions.OUTCOME)).isEqualTo("Retry");
        assertThat(span.getAttributes().get(Conventions.REPORTED)).isTrue();
        assertThat(span.getAttributes().get(Conventions.EVENT_SOURCE)).isEqualTo("x".repeat(256));
        assertThat(batchSpan().getAttributes().get(Conventions.REPORTED_COUNT)).isEqualTo(1);
        assertThat(OTEL.getSpans().toString()).doesNotContain(SECRET);
    }

    @Test
    void theContextIsCurrentForThePoisonPolicyAndTheNextListener() {
        Map<String, SpanContext> seen = new HashMap<>();
        BatchListener next =
                (delivery, outcome) -> seen.put("listener", Span.current().getSpanContext());

        SqsBatchHandler.builder(
                        (record, delivery) -> {
                            throw new PoisonMessageException("no lines");
                        })
                .onPoison(
                        (delivery, cause) -> {
                            seen.put("policy", Span.current().getSpanContext());
                            return Disposition.QUARANTINE;
                        })
                .listener(listener.next(next))
                .build()
                .handleRequest(batch(message("m-1")), Invocation.invocation(Duration.ofMinutes(1)));

        SpanContext span = recordSpans().get("m-1").getSpanContext();
        assertThat(seen).isEqualTo(Map.of("policy", span, "listener", span));
        assertThat(recordSpans().get("m-1").getAttributes().get(Conventions.REPORTED)).isFalse();
    }

    @Test
    void theProducerIsAlsoFoundInTheMessageAttributes() {
        SpanContext producer = producer();
        SpanContext other = producer();
        SQSMessage alone = withTraceParent(message("alone"), producer);
        SQSMessage same = withTraceParent(message("same"), producer);
        sentBy(producer, same);
        SQSMessage both = withTraceParent(message("both"), producer);
        sentBy(other, both);
        SQSMessage broken = message("broken");
        broken.getAttributes().put("AWSTraceHeader", "Root=?");
        broken.getMessageAttributes().put("traceparent", attribute("00-?"));
        SQSMessage bare = message("bare");
        bare.setAttributes(null);
        bare.setMessageAttributes(null);

        handle((record, delivery) -> {}, alone, same, both, broken, bare);

        Map<String, SpanData> spans = recordSpans();
        assertThat(links(spans.get("alone"))).containsExactly(link(producer));
        assertThat(links(spans.get("same"))).containsExactly(link(producer));
        assertThat(links(spans.get("both"))).containsExactly(link(other), link(producer));
        assertThat(links(spans.get("broken"))).isEmpty();
        assertThat(links(spans.get("bare"))).isEmpty();
    }

    private static SQSMessage withTraceParent(SQSMessage message, SpanContext span) {
        String value = "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
        message.getMessageAttributes().put("traceparent", attribute(value));
        return message;
    }

    private static MessageAttribute attribute(String value) {
        MessageAttribute attribute = new MessageAttribute();
        attribute.setDataType("String");
        attribute.setStringValue(value);
        return attribute;
    }

    @Test
    void aBatchIsAChildOfWhatIsCurrentInLambdasThread() {
        Span function =
                OTEL.getOpenTelemetry().getTracer("agent").spanBuilder("function").startSpan();
        Context.root()
                .with(function)
                .wrap(() -> handle((record, delivery) -> {}, message("m-1")))
                .run();

        assertThat(batchSpan().getParentSpanId()).isEqualTo(function.getSpanContext().getSpanId());
    }

    @Test
    void aBatchThatFailsAsAWholeEndsItsSpansAsErrors() {
        assertThatThrownBy(
                        () ->
                                handle(
                                        (record, delivery) -> {
                                            throw new OutOfMemoryError("of a test");
                                        },
                                        message("m-1")))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(batchSpan().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(recordSpans().get("m-1").getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
        assertThat(Span.current()).isSameAs(Span.getInvalid());
    }

    @Test
    void aHandlerThatIsLeftBehindAtTheDeadlineHasItsSpanEnded() {
        CountDownLatch endOfTest = new CountDownLatch(1);
        SqsBatchHandler.builder(
                        (record, delivery) -> {
                            while (endOfTest.getCount() > 0) {
                                try {
                                    endOfTest.await();
                                } catch (InterruptedException e) {
                                    // ignored, which is the point
                                }
                            }
                        })
                .concurrency(2)
                .listener(listener)
                .build()
                .handleRequest(
                        batch(message("m-1"), message("m-2")),
                        Invocation.invocation(Duration.ofMillis(400)));
        endOfTest.countDown();

        assertThat(recordSpans().values())
                .extracting(span -> span.getAttributes().get(Conventions.ERROR_TYPE))
                .containsExactly(
                        "dev.mailroom.DeadlineExceededException",
                        "dev.mailroom.DeadlineExceededException");
    }

    @Test
    void recordsThatNeverStartedHaveNoSpan() {
        SQSMessage first = message("m-1");
        SQSMessage second = message("m-2");
        for (SQSMessage message : List.of(first, second)) {
            message.setEventSourceArn(message.getEventSourceArn() + ".fifo");
            message.getAttributes().put("MessageGroupId", "user-7");
        }

        handle(
                (record, delivery) -> {
                    throw new IllegalStateException("not now");
                },
                first,
                second);

        assertThat(recordSpans()).containsOnlyKeys("m-1");
        assertThat(batchSpan().getAttributes().get(Conventions.REPORTED_COUNT)).isEqualTo(2);
    }

    @Test
    void outcomesAndDurationsAreMetricsByQueue() {
        RecordHandler handler =
                (record, delivery) -> {
                    if (record.messageId().equals("bad")) {
                        throw new IllegalStateException("not now");
                    }
                };

        handle(handler, message("m-1"), message("m-2"), message("bad"));

        Map<String, MetricData> metrics =
                OTEL.getMetrics().stream()
                        .collect(Collectors.toMap(MetricData::getName, Function.identity()));
        assertThat(metrics.get("mailroom.records").getLongSumData().getPoints())
                .extracting(point -> point.getValue() + " " + point.getAttributes())
                .containsExactlyInAnyOrder(
                        "2 " + common().put("mailroom.outcome", "Done").build(),
                        "1 " + failed().put("mailroom.outcome", "Retry").build());
        MetricData durations = metrics.get("messaging.process.duration");
        assertThat(durations.getUnit()).isEqualTo("s");
        assertThat(durations.getHistogramData().getPoints())
                .extracting(point -> point.getCount() + " " + point.getAttributes())
                .containsExactlyInAnyOrder("2 " + common().build(), "1 " + failed().build());
    }

    private static AttributesBuilder common() {
        return Attributes.builder()
                .put("messaging.system", "aws_sqs")
                .put("messaging.operation.name", "process")
                .put("messaging.destination.name", "orders");
    }

    private static AttributesBuilder failed() {
        return common().put("error.type", "java.lang.IllegalStateException");
    }

    @Test
    void whatIsHeldIsFlushedAfterTheSpanOfTheBatch() {
        List<Integer> spans = new ArrayList<>();

        SqsBatchHandler.builder((record, delivery) -> {})
                .listener(listener.flush(() -> spans.add(OTEL.getSpans().size())))
                .build()
                .handleRequest(batch(message("m-1")), Invocation.invocation(Duration.ofMinutes(1)));

        assertThat(spans).containsExactly(2);
    }

    @Test
    void theNextListenerHearsEverything() {
        List<String> heard = new ArrayList<>();
        BatchListener next =
                new BatchListener() {
                    @Override
                    public Scope onBatchStart(List<Delivery> records) {
                        heard.add("batch");
                        return () -> heard.add("end of batch");
                    }

                    @Override
                    public Scope onStart(Delivery delivery) {
                        heard.add("start");
                        return () -> heard.add("end");
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {
                        heard.add(outcome.kind().toString());
                    }

                    @Override
                    public void onBatch(List<Delivery> records, BatchSummary summary) {
                        heard.add("summary");
                    }
                };

        SqsBatchHandler.builder((record, delivery) -> {})
                .listener(listener.next(next))
                .build()
                .handleRequest(batch(message("m-1")), Invocation.invocation(Duration.ofMinutes(1)));

        assertThat(heard)
                .containsExactly("batch", "start", "Done", "end", "summary", "end of batch");
    }

    @Test
    void aNextListenerThatFailsToStartLeavesNoContextBehind() {
        List<Boolean> current = new ArrayList<>();
        BatchListener failing =
                new BatchListener() {
                    @Override
                    public Scope onBatchStart(List<Delivery> records) {
                        if (records.size() > 1) {
                            throw new IllegalStateException("batch");
                        }
                        return Scope.NONE;
                    }

                    @Override
                    public Scope onStart(Delivery delivery) {
                        throw new IllegalStateException("start");
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {}
                };
        listener = listener.next(failing);

        handle((record, delivery) -> current.add(Span.current().isRecording()), message("m-1"));
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(OTEL.getSpans()).hasSize(2); // of the record and of the batch

        OTEL.clearSpans();
        handle((record, delivery) -> {}, message("m-2"), message("m-3"));
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(OTEL.getSpans()).hasSize(1); // of the batch, whose records are not traced
        assertThat(current).hasSize(1);
    }

    @Test
    void aScopeThatTheNextListenerDoesNotReturnIsNone() {
        BatchListener mock =
                new BatchListener() {
                    @Override
                    @SuppressWarnings("NullAway") // as a mock does
                    public Scope onBatchStart(List<Delivery> records) {
                        return null;
                    }

                    @Override
                    @SuppressWarnings("NullAway") // as a mock does
                    public Scope onStart(Delivery delivery) {
                        return null;
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {}
                };
        listener = listener.next(mock);
        Delivery delivery = Deliveries.delivery(message("m-1"));

        BatchListener.Scope batch = listener.onBatchStart(List.of(delivery));
        BatchListener.Scope start = listener.onStart(delivery);
        start.close();
        batch.close();

        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(OTEL.getSpans()).hasSize(2); // of the record and of the batch
    }
}

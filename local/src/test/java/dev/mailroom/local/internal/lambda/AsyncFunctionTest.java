package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.CloseStack;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.step.FunctionStep.EventInvoked;
import dev.mailroom.local.step.FunctionStep.EventKept;
import dev.mailroom.local.step.FunctionStep.EventLost;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.FunctionStep.Reason;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class AsyncFunctionTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final LocalEndpoints ENDPOINTS =
            new LocalEndpoints(
                    URI.create("http://127.0.0.1:1"), null, "us-east-1", "000000000000", Map.of());
    private static final Destination QUEUE = Destination.queue("failed");
    private static final String EVENT = "{\"source\":\"shop\"}";

    private final RecordedSteps recorded = new RecordedSteps();
    private final Steps steps = new Steps(recorded);
    private final Recipients recipients = new Recipients();
    private final BlockingQueue<OutgoingMessage> kept = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> handled = new LinkedBlockingQueue<>();
    private final CloseStack parts = new CloseStack();

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void theFunctionGetsTheEventAsItIs() throws Exception {
        function(0, AsyncSettings.byDefault("f")).send(new OutgoingMessage(EVENT, null));

        recorded.awaitOne(InvocationReturned.class, step -> true);
        assertThat(handled).containsExactly(Map.of("source", "shop"));
        assertThat(recorded.lines())
                .containsExactly(
                        "function f invoked with an event, attempt 1, request r-1",
                        "function f returned, 0 failed, request r-1");
    }

    @Test
    void whatFailsIsTriedTwiceMoreUnderTheSameRequest() throws Exception {
        function(2, AsyncSettings.byDefault("f")).send(new OutgoingMessage(EVENT, null));

        recorded.awaitOne(InvocationReturned.class, step -> true);
        assertThat(recorded.of(EventInvoked.class, step -> true))
                .containsExactly(
                        new EventInvoked("f", "r-1", 1),
                        new EventInvoked("f", "r-1", 2),
                        new EventInvoked("f", "r-1", 3));
        assertThat(recorded.of(InvocationFailed.class, step -> true))
                .hasSize(2)
                .containsOnly(
                        new InvocationFailed(
                                "f",
                                "r-1",
                                Reason.HANDLER_ERROR,
                                "java.lang.IllegalStateException: thrown on purpose"));
        assertThat(handled).hasSize(1);
    }

    @Test
    void whatNobodyKeepsIsLoudlyLost() throws Exception {
        function(9, AsyncSettings.byDefault("f")).send(new OutgoingMessage(EVENT, null));

        assertThat(recorded.awaitOne(EventLost.class, step -> true).describe())
                .isEqualTo(
                        "event of request r-1 LOST after 3 attempts of function f: it has neither a"
                                + " dead-letter queue nor a destination on failure");
    }

    @Test
    void noMoreRetriesThanTheSettingsSay() throws Exception {
        AsyncSettings settings = new AsyncSettings("f", 0, null, null);
        function(1, settings).send(new OutgoingMessage(EVENT, null));

        assertThat(recorded.awaitOne(EventLost.class, step -> true).attempts()).isOne();
        assertThat(recorded.of(EventInvoked.class, step -> true)).hasSize(1);
    }

    @Test
    void theDeadLetterQueueGetsTheEventAndWhyInAttributes() throws Exception {
        recipients.add(QUEUE, kept::add);
        function(9, new AsyncSettings("f", 1, QUEUE, null)).send(new OutgoingMessage(EVENT, null));

        assertThat(recorded.awaitOne(EventKept.class, step -> true).describe())
                .isEqualTo("event of request r-1, given up by function f, sent to queue failed");
        OutgoingMessage message = kept.remove();
        assertThat(message.body()).isEqualTo(EVENT);
        assertThat(message.groupId()).isNull();
        assertThat(Json.write(message.attributes()))
                .isEqualTo(
                        "{\"RequestID\":{\"DataType\":\"String\",\"StringValue\":\"r-1\"},"
                                + "\"ErrorCode\":{\"DataType\":\"Number\",\"StringValue\":\"200\"},"
                                + "\"ErrorMessage\":{\"DataType\":\"String\",\"StringValue\":"
                                + "\"java.lang.IllegalStateException: thrown on purpose\"}}");
    }

    @Test
    void theDestinationOnFailureGetsARecordOfTheInvocation() throws Exception {
        recipients.add(QUEUE, kept::add);
        function(9, new AsyncSettings("f", 1, null, QUEUE)).send(new OutgoingMessage(EVENT, null));

        recorded.awaitOne(EventKept.class, step -> true);
        assertThat(kept.remove().body())
                .isEqualTo(
                        "{\"version\":\"1.0\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"requestContext\":"
                                + "{\"requestId\":\"r-1\",\"functionArn\":"
                                + "\"arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST\","
                                + "\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":2},"
                                + "\"requestPayload\":{\"source\":\"shop\"},\"responseContext\":"
                                + "{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"},"
                                + "\"responsePayload\":{\"errorMessage\":"
                                + "\"java.lang.IllegalStateException: thrown on purpose\"}}");
        assertThat(recorded.of(EventLost.class, step -> true)).isEmpty();
    }

    @Test
    void anEventThatTheDeadLetterQueueDoesNotTakeIsLost() throws Exception {
        recipients.add(
                QUEUE,
                message -> {
                    throw new IOException("full");
                });
        function(9, new AsyncSettings("f", 0, QUEUE, null)).send(new OutgoingMessage(EVENT, null));

        assertThat(recorded.awaitOne(EventLost.class, step -> true).reason())
                .isEqualTo("queue failed did not take it: full");
        assertThat(recorded.of(EventKept.class, step -> true)).isEmpty();
    }

    @Test
    void whatIsNoJsonIsNotTaken() throws InterruptedException {
        AsyncFunction function = function(0, AsyncSettings.byDefault("f"));

        assertThatThrownBy(() -> function.send(new OutgoingMessage("order 7", null)))
                .isInstanceOf(IOException.class)
                .hasMessage("a function accepts only JSON");
    }

    private AsyncFunction function(int failures, AsyncSettings settings)
            throws InterruptedException {
        AtomicInteger left = new AtomicInteger(failures);
        LocalInProcessFunction function =
                LocalFunction.inProcess(
                        "f", Map.class, endpoints -> (event, context) -> handle(event, left));
        FunctionInvoker invoker =
                parts.add(
                        new FunctionInvoker(
                                function,
                                () -> new HandlerInstance(function, ENDPOINTS, steps, CLOCK)));
        invoker.start();
        return parts.add(
                new AsyncFunction(
                        invoker, settings, Duration.ZERO, recipients, steps, CLOCK, ids()));
    }

    private @Nullable Object handle(Map<?, ?> event, AtomicInteger left) {
        if (left.getAndDecrement() > 0) {
            throw new IllegalStateException("thrown on purpose");
        }
        handled.add(event);
        return null;
    }

    private static Supplier<String> ids() {
        AtomicInteger last = new AtomicInteger();
        return () -> "r-" + last.incrementAndGet();
    }
}

package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.compactEvent;
import static dev.mailroom.eventbridge.Deliveries.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.mailroom.BatchListener;
import dev.mailroom.Delivery;
import dev.mailroom.MailroomException;
import dev.mailroom.Outcome;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SqsBatchHandler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with the code is not wrong with the message: poison is what the payload did. */
class TypeFaultsTest {

    interface Shape {}

    record Drawing(String name, Shape shape) {}

    /** Fails as a constructor does whose configuration is missing, or whose argument is wrong. */
    record Fragile(String fault) {
        Fragile {
            fail(fault);
        }
    }

    static final class Uninitialized {
        static final String REGION = requireNonNull(System.getenv("NO_SUCH_VARIABLE"), "fault");

        @JsonCreator
        Uninitialized(String fault) {}
    }

    record Holder(Uninitialized inner) {}

    private static void fail(String fault) {
        switch (fault) {
            case "configuration" -> throw new IllegalStateException("REGION is not set");
            case "unsupported" -> throw new UnsupportedOperationException("not on this platform");
            case "linkage" -> throw new NoClassDefFoundError("com/example/Missing");
            case "initializer" -> throw new ExceptionInInitializerError("no region");
            case "assertion" -> throw new AssertionError("never");
            case "later" -> throw new RetryLaterException("not yet", Duration.ofMinutes(1));
            case "own poison" -> throw new PoisonMessageException("an order without lines");
            case "argument" -> throw new IllegalArgumentException("s3cret");
            case "null" -> throw new NullPointerException("s3cret");
            case "index" -> throw new IndexOutOfBoundsException("s3cret");
            case "time" -> throw new DateTimeException("s3cret");
            case "division" -> throw new ArithmeticException("s3cret");
            default -> {}
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration", "unsupported"})
    void aConstructorThatFailsForWantOfConfigurationIsARetryWithItsCause(String fault) {
        MailroomException retry =
                (MailroomException) catchThrowable(() -> deliverTo(Fragile.class, fault));

        assertThat(retry)
                .isNotInstanceOf(PoisonMessageException.class)
                .hasMessage(
                        "\"detail\" cannot be bound to "
                                + Fragile.class.getName()
                                + ": the type failed, not the message (messageId: m-1)")
                .cause()
                .hasMessage(
                        fault.equals("configuration")
                                ? "REGION is not set"
                                : "not on this platform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linkage", "initializer", "assertion"})
    void anErrorOfTheTypePassesAsItIs(String fault) {
        assertThat(catchThrowable(() -> deliverTo(Fragile.class, fault)))
                .isInstanceOf(Error.class)
                .hasNoSuppressedExceptions();
    }

    @Test
    void aClassThatCannotBeInitializedIsARetryEachTime() {
        EventRouter router = routerOf(Holder.class);
        String body = compactEvent("my.shop", "Fragile", "{\"inner\":\"a\"}");

        Throwable first = catchThrowable(() -> deliver(body, router));
        Throwable second = catchThrowable(() -> deliver(body, router));

        assertThat(first).isNotInstanceOf(PoisonMessageException.class);
        assertThat(first).rootCause().hasMessage("fault");
        assertThat(second).isNotInstanceOf(PoisonMessageException.class);
    }

    @Test
    void whatAConstructorSaysOfTheOutcomeItselfCounts() {
        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> deliverTo(Fragile.class, "later"))
                .withMessageStartingWith("not yet");
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliverTo(Fragile.class, "own poison"))
                .withMessageStartingWith("an order without lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"argument", "null", "index", "time", "division"})
    void aConstructorThatRefusesItsArgumentsIsPoisonThatQuotesNothing(String fault) {
        Throwable poison = catchThrowable(() -> deliverTo(Fragile.class, fault));

        assertThat(poison)
                .isInstanceOf(PoisonMessageException.class)
                .hasMessageStartingWith(
                        "\"detail\" does not bind to " + Fragile.class.getName() + " at detail");
        for (Throwable t = poison; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void aDeserializerThatCannotReachItsServiceIsARetry() {
        IOException unreachable = new UnknownHostException("config.example.com");
        EventRouter router = routerWith(failing(unreachable));

        assertThatThrownBy(() -> deliver(event("{\"name\":\"a\",\"shape\":1}"), router))
                .isInstanceOf(MailroomException.class)
                .isNotInstanceOf(PoisonMessageException.class)
                .hasCause(unreachable);
    }

    /** Found only when a message names the type: nobody could refuse it before. */
    @Test
    void aSubtypeThatJacksonCannotBindIsARetryThatSaysWhy() {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .addModule(
                                new SimpleModule()
                                        .addDeserializer(
                                                Shape.class,
                                                new JsonDeserializer<Shape>() {
                                                    @Override
                                                    public Shape deserialize(
                                                            JsonParser parser,
                                                            DeserializationContext context)
                                                            throws IOException {
                                                        return context.readValue(
                                                                parser, Square.class);
                                                    }
                                                }))
                        .build();
        EventRouter router =
                EventRouter.builder()
                        .on(
                                EventType.of(
                                        "my.shop",
                                        "Fragile",
                                        new TypeReference<Map<String, Shape>>() {}),
                                event -> {})
                        .mapper(mapper)
                        .build();

        Throwable retry = catchThrowable(() -> deliver(event("{\"s3cret\":{}}"), router));

        assertThat(retry).isNotInstanceOf(PoisonMessageException.class);
        assertThat(retry.getCause())
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Cannot construct instance of")
                .hasMessageContaining(Square.class.getName());
        assertThat(retry.toString() + retry.getCause()).doesNotContain("s3cret");
    }

    abstract static class Square implements Shape {}

    record Order(String number, List<Line> lines) {}

    record Line(String article, int pieces) {}

    /** Jackson has made the record by then, and reports the second one like a fault of its type. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"number\":\"s3cret\",\"lines\":[],\"number\":\"s3cret\"} | detail.number",
                "{\"lines\":[{\"article\":\"a\",\"pieces\":1},{\"article\":\"b\",\"pieces\":1,\"pieces\":2}]}"
                        + " | detail.lines[1].pieces",
            })
    void aPropertyThatComesAgainIsPoison(String detail, String path) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(event(detail), routerOf(Order.class)))
                .withMessage(
                        "\"detail\" does not bind to "
                                + Order.class.getName()
                                + ": "
                                + path
                                + " occurs twice (messageId: m-1)")
                .satisfies(
                        poison ->
                                assertThat(poison.toString() + poison.getCause())
                                        .doesNotContain("s3cret"));
    }

    @Test
    void aTypeThatFailsIsNotExcusedByAnotherPropertyThatComesAgain() {
        EventRouter router =
                routerWith(
                        failing(
                                InvalidDefinitionException.from(
                                        (JsonParser) null, "no creator", (JavaType) null)));

        Throwable retry =
                catchThrowable(
                        () ->
                                deliver(
                                        event("{\"name\":\"a\",\"name\":\"b\",\"shape\":{}}"),
                                        router));

        assertThat(retry)
                .isInstanceOf(MailroomException.class)
                .isNotInstanceOf(PoisonMessageException.class);
    }

    @Test
    void aFaultOfTheTypeIsReportedAsARetry() {
        List<Outcome> outcomes = new ArrayList<>();
        SQSMessage message = new SQSMessage();
        message.setMessageId("m-1");
        message.setBody(event("{\"fault\":\"configuration\"}"));
        SQSEvent batch = new SQSEvent();
        batch.setRecords(List.of(message));

        List<BatchItemFailure> failures =
                SqsBatchHandler.builder(routerOf(Fragile.class))
                        .listener(
                                new BatchListener() {
                                    @Override
                                    public void onOutcome(Delivery delivery, Outcome outcome) {
                                        outcomes.add(outcome);
                                    }
                                })
                        .build()
                        .handleRequest(batch, Deliveries.invocation(() -> Duration.ofMinutes(1)))
                        .getBatchItemFailures();

        assertThat(failures).extracting(BatchItemFailure::getItemIdentifier).containsExactly("m-1");
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Retry.class);
    }

    private static String event(String detail) {
        return compactEvent("my.shop", "Fragile", detail);
    }

    private static void deliverTo(Class<?> type, String fault) throws Exception {
        deliver(event("{\"fault\":\"" + fault + "\"}"), routerOf(type));
    }

    private static EventRouter routerOf(Class<?> type) {
        return EventRouter.builder()
                .on(EventType.of("my.shop", "Fragile", type), event -> {})
                .build();
    }

    private static EventRouter routerWith(JsonDeserializer<Shape> shapes) {
        return EventRouter.builder()
                .on(EventType.of("my.shop", "Fragile", Drawing.class), event -> {})
                .mapper(
                        JsonMapper.builder()
                                .addModule(new SimpleModule().addDeserializer(Shape.class, shapes))
                                .build())
                .build();
    }

    private static JsonDeserializer<Shape> failing(IOException failure) {
        return new JsonDeserializer<>() {
            @Override
            public Shape deserialize(JsonParser parser, DeserializationContext context)
                    throws IOException {
                throw failure;
            }
        };
    }
}

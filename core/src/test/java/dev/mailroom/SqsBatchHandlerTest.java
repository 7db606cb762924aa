package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.message;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Outcome.NotStarted;
import dev.mailroom.Outcome.NotStarted.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class SqsBatchHandlerTest {

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final List<String> handled = new ArrayList<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void saysWhatHandlesItsRecords() {
        RecordHandler records = (record, delivery) -> {};

        assertThat(SqsBatchHandler.builder(records).build().recordHandler()).isSameAs(records);
    }

    @Test
    void reportsNothingWhenAllRecordsSucceed() {
        assertThat(failures(handle(standard("1", "2", "3"), (record, delivery) -> {}))).isEmpty();
        assertThat(handled).containsExactly("1", "2", "3");
        assertThat(outcomes.values()).containsOnly(new Outcome.Done());
    }

    @Test
    void reportsExactlyTheFailedRecordsInTheOrderOfTheBatch() {
        SQSBatchResponse response = handle(standard("1", "2", "3", "4"), failing("4", "2"));

        assertThat(failures(response)).containsExactly("2", "4");
        assertThat(handled)
                .as("a failure stops nobody else on a standard queue")
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void reportsAnIdOnceWhenItStandsTwiceInTheBatch() {
        assertThat(failures(handle(standard("1", "2", "1"), failing("1")))).containsExactly("1");
    }

    @Test
    void anEmptyBatchReportsNothing() {
        assertThat(failures(handle(standard(), failing()))).isEmpty();
    }

    // C5
    @Test
    void onFifoAFailureStopsItsGroupOnly() {
        SQSBatchResponse response = handle(fifo("a/1", "b/1", "a/2", "b/2", "a/3"), failing("a/2"));

        assertThat(failures(response)).containsExactly("a/2", "a/3");
        assertThat(handled).containsExactly("a/1", "a/2", "b/1", "b/2");
        assertThat(outcomes).containsEntry("a/3", new NotStarted(Reason.EARLIER_FAILURE_IN_GROUP));
    }

    // C6
    @Test
    void aMessageGroupOnAStandardQueueKeepsNoOrder() {
        SQSEvent event =
                Batches.event(
                        List.of(
                                message("orders", "1", Map.of("MessageGroupId", "tenant")),
                                message("orders", "2", Map.of("MessageGroupId", "tenant"))));

        assertThat(failures(handle(event, failing("1")))).containsExactly("1");
        assertThat(handled).containsExactly("1", "2");
    }

    // C1, C3
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void throwsBeforeHandlingAnythingWhenAMessageHasNoId(String id) {
        List<SQSMessage> messages = new ArrayList<>(standard("1").getRecords());
        messages.add(message("orders", id, Map.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> handle(Batches.event(messages), failing()))
                .withMessage(
                        "an SQS record without a messageId cannot be reported; the whole batch must be retried");
        assertThat(handled).isEmpty();
    }

    @Test
    void throwsOnAnEventThatIsNoSqsEvent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handle(new SQSEvent(), failing()))
                .withMessage(
                        "expected an SQS event with \"Records\"; is the function's trigger an SQS queue?");
    }

    // C32
    @Test
    void startsNothingOnceTheDeadlineMarginIsReached() {
        SQSBatchResponse response =
                handle(
                        standard("1", "2", "3"),
                        (record, delivery) -> lambda.pass(Duration.ofMillis(29_500)));

        assertThat(handled).containsExactly("1", "2");
        assertThat(failures(response)).containsExactly("3");
        assertThat(outcomes).containsEntry("3", new NotStarted(Reason.DEADLINE));
    }

    @Test
    void anInvocationShorterThanTheMarginStillHandlesRecords() {
        Invocation shortLambda = Invocation.of(Duration.ofMillis(800));
        SqsBatchHandler handler =
                SqsBatchHandler.builder((record, delivery) -> handled.add(record.messageId()))
                        .deadlineMargin(Duration.ofSeconds(5))
                        .build();

        assertThat(failures(handler.handleRequest(standard("1"), shortLambda))).isEmpty();
        assertThat(handled).containsExactly("1");
    }

    @Test
    void anInterruptOfAHandlersOwnConcernsItsRecordAlone() {
        RecordHandler interrupting =
                (record, delivery) -> {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    if (record.messageId().equals("1")) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedException();
                    } else if (record.messageId().equals("2")) {
                        Thread.currentThread().interrupt();
                    }
                };

        assertThat(failures(handle(standard("1", "2", "3"), interrupting))).containsExactly("1");
        assertThat(failures(handle(standard("2"), interrupting))).isEmpty();
        assertThat(failures(handle(standard("4"), interrupting))).isEmpty();
    }

    @Test
    void everyKindOfFailureHasItsOutcome() {
        Map<String, Throwable> failures =
                Map.of(
                        "poison", new PoisonMessageException("no lines"),
                        "later", new RetryLaterException("busy", Duration.ofSeconds(7)),
                        "runtime", new IllegalStateException("broken"),
                        "checked", new Exception("broken"),
                        "linkage", new NoClassDefFoundError("Missing"),
                        "assertion", new AssertionError("wrong"),
                        "stack", new StackOverflowError());

        SQSBatchResponse response =
                handle(
                        standard(
                                "poison",
                                "later",
                                "runtime",
                                "checked",
                                "linkage",
                                "assertion",
                                "stack"),
                        (record, delivery) -> sneakyThrow(failures.get(record.messageId())));

        assertThat(failures(response))
                .containsExactly(
                        "poison", "later", "runtime", "checked", "linkage", "assertion", "stack");
        failures.forEach(
                (id, failure) ->
                        assertThat(outcomes.get(id))
                                .isEqualTo(
                                        switch (id) {
                                            case "poison" ->
                                                    new Outcome.Poison(
                                                            (PoisonMessageException) failure,
                                                            Disposition.REPORT);
                                            case "later" ->
                                                    new Outcome.Retry(
                                                            failure, Duration.ofSeconds(7));
                                            default -> new Outcome.Retry(failure, null);
                                        }));
    }

    // C1
    @Test
    void anErrorOfTheVirtualMachinePropagates() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError("simulated");

        assertThatThrownBy(
                        () ->
                                handle(
                                        standard("1", "2"),
                                        (record, delivery) -> {
                                            throw outOfMemory;
                                        }))
                .isSameAs(outOfMemory);
    }

    @Test
    void duplicateAndSkippedAreSuccesses() {
        SQSBatchResponse response =
                handle(
                        standard("1", "2"),
                        (record, delivery) -> {
                            if (record.messageId().equals("1")) {
                                delivery.duplicate();
                            } else {
                                delivery.skip("nobody wants it");
                            }
                        });

        assertThat(failures(response)).isEmpty();
        assertThat(outcomes)
                .containsEntry("1", new Outcome.Duplicate())
                .containsEntry("2", new Outcome.Skipped("nobody wants it"));
    }

    @Test
    void aHandlerThatSaysDuplicateAndThenThrowsIsRetried() {
        SQSBatchResponse response =
                handle(
                        standard("1"),
                        (record, delivery) -> {
                            delivery.duplicate();
                            throw new IllegalStateException("after all");
                        });

        assertThat(failures(response)).containsExactly("1");
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(failing("2"))
                        .listener(
                                (delivery, outcome) -> {
                                    throw new IllegalStateException("listener");
                                })
                        .build();

        assertThat(failures(handler.handleRequest(standard("1", "2", "3"), lambda)))
                .containsExactly("2");
    }

    @Test
    void logLinesCarryTheIdsWhileARecordRuns() {
        List<String> seen = new ArrayList<>();
        handle(
                standard("1"),
                (record, delivery) -> {
                    delivery.identify(new EventIdentity("e-1", "my.webapp", null));
                    seen.add(
                            MDC.get("messageId")
                                    + " "
                                    + MDC.get("eventId")
                                    + " "
                                    + MDC.get("source")
                                    + " "
                                    + MDC.get("detailType"));
                });

        assertThat(seen).containsExactly("1 e-1 my.webapp null");
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void aSubclassIsAHandlerOfItsOwn() {
        class Orders extends SqsBatchHandler {
            Orders() {
                super((record, delivery) -> handled.add(record.body()));
            }
        }

        new Orders().handleRequest(standard("1"), lambda);

        assertThat(handled).containsExactly("body of 1");
    }

    @Test
    void refusesAMarginThatIsNegativeOrLongerThanAnyInvocation() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SqsBatchHandler.builder(failing())
                                        .deadlineMargin(Duration.ofMillis(-1)))
                .withMessage("deadlineMargin must be 0 to 15 minutes, but is PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SqsBatchHandler.builder(failing())
                                        .deadlineMargin(Duration.ofSeconds(901)))
                .withMessage("deadlineMargin must be 0 to 15 minutes, but is PT15M1S");
    }

    @Test
    void saysWhatATestMustGiveIt() {
        SqsBatchHandler handler = SqsBatchHandler.builder(failing()).build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1"), null))
                .hasMessage("context; in a test, give one whose remaining time is positive");
    }

    private SQSBatchResponse handle(SQSEvent event, RecordHandler handler) {
        RecordHandler noting =
                (record, delivery) -> {
                    handled.add(record.messageId());
                    handler.handle(record, delivery);
                };
        return SqsBatchHandler.builder(noting)
                .listener((delivery, outcome) -> outcomes.put(delivery.messageId(), outcome))
                .build()
                .handleRequest(event, lambda);
    }

    private static RecordHandler failing(String... ids) {
        return (record, delivery) -> {
            if (List.of(ids).contains(record.messageId())) {
                throw new IllegalStateException("wanted by the test");
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneakyThrow(Throwable failure) throws X {
        throw (X) failure;
    }
}

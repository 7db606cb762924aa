package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What is done about failures: poison, retries, whole batches, other libraries. */
class PoliciesTest {

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final PoisonMessageException poison = new PoisonMessageException("no lines");

    @Test
    void aQuarantinedMessageIsDeleted() {
        assertThat(failures(poisoned(Disposition.QUARANTINE).handleRequest(standard("1"), lambda)))
                .isEmpty();
        assertThat(outcomes).containsEntry("1", new Outcome.Poison(poison, Disposition.QUARANTINE));
    }

    // C5
    @Test
    void theGroupOfAQuarantinedMessageWaitsUnlessTheUserSaysSo() {
        SQSBatchResponse waiting =
                poisoned(Disposition.QUARANTINE).handleRequest(fifo("a/1", "a/2"), lambda);
        SQSBatchResponse goingOn =
                poisoned(Disposition.QUARANTINE_AND_GO_ON)
                        .handleRequest(fifo("a/1", "a/2"), lambda);

        assertThat(failures(waiting)).containsExactly("a/2");
        assertThat(failures(goingOn)).isEmpty();
    }

    @Test
    void aMessageThatCannotBeQuarantinedIsReported() {
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    throw poison;
                                })
                        .onPoison(
                                (delivery, cause) -> {
                                    throw new IOException("no such queue");
                                })
                        .build();

        assertThat(failures(handler.handleRequest(standard("1"), lambda))).containsExactly("1");
        assertThat(outcomes).containsEntry("1", new Outcome.Poison(poison, Disposition.REPORT));
    }

    @Test
    void aPolicyThatForgetsItsDispositionLosesNothing() {
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    throw poison;
                                })
                        .onPoison((delivery, cause) -> null)
                        .build();

        assertThat(failures(handler.handleRequest(standard("1"), lambda))).containsExactly("1");
        assertThat(outcomes).containsEntry("1", new Outcome.Poison(poison, Disposition.REPORT));
    }

    @Test
    void theRetryPolicyIsToldOfRetriesAndOfNothingElse() {
        List<String> delayed = new ArrayList<>();
        handler(
                        (record, delivery) -> {
                            switch (record.messageId()) {
                                case "fails" -> throw new IllegalStateException("broken");
                                case "later" ->
                                        throw new RetryLaterException(
                                                "busy", Duration.ofSeconds(9));
                                case "poison" -> throw poison;
                                default -> {}
                            }
                        })
                .onRetry(
                        failed ->
                                failed.forEach(
                                        record ->
                                                delayed.add(
                                                        record.delivery().messageId()
                                                                + " "
                                                                + record.outcome().after())))
                .build()
                .handleRequest(standard("fine", "fails", "poison", "later"), lambda);

        assertThat(delayed).containsExactly("fails null", "later PT9S");
    }

    @Test
    void theRetryPolicyIsNotCalledWithoutRetriesOrAfterTheDeadline() {
        RetryPolicy never =
                failed -> {
                    throw new AssertionError("called");
                };

        handler((record, delivery) -> {})
                .onRetry(never)
                .build()
                .handleRequest(standard("1"), lambda);
        SQSBatchResponse late =
                handler(
                                (record, delivery) -> {
                                    lambda.pass(Duration.ofMillis(59_500));
                                    throw new IllegalStateException("too late");
                                })
                        .onRetry(never)
                        .build()
                        .handleRequest(standard("1"), lambda);

        assertThat(failures(late)).containsExactly("1");
    }

    @Test
    void aRetryPolicyThatThrowsChangesNoReport() {
        SQSBatchResponse response =
                handler(
                                (record, delivery) -> {
                                    throw new IllegalStateException("broken");
                                })
                        .onRetry(
                                failed -> {
                                    throw new IOException("no such queue");
                                })
                        .build()
                        .handleRequest(standard("1"), lambda);

        assertThat(failures(response)).containsExactly("1");
    }

    @Test
    void anInvocationInWhichAllFailFailsIfTheUserSaysSo() {
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    if (!record.messageId().equals("fine")) {
                                        throw record.messageId().equals("poison")
                                                ? poison
                                                : new IllegalStateException("broken");
                                    }
                                })
                        .failInvocationWhenAllFail(true)
                        .build();

        assertThatExceptionOfType(BatchFailedException.class)
                .isThrownBy(() -> handler.handleRequest(standard("fails", "poison"), lambda))
                .withMessage(
                        "all 2 records of the batch failed: 1 to be retried, 1 poison, 0 not started");
        assertThat(failures(handler.handleRequest(standard("fails", "fine"), lambda)))
                .containsExactly("fails");
        assertThat(failures(handler.handleRequest(standard(), lambda))).isEmpty();
    }

    @Test
    void otherLibrariesCallAHandlerMessageByMessage() {
        List<String> seen = new ArrayList<>();
        RecordHandler handler =
                (record, delivery) ->
                        seen.add(
                                record.body()
                                        + " "
                                        + delivery.lambdaContext().getAwsRequestId()
                                        + " "
                                        + MDC.get("messageId"));

        handler.asMessageHandler().accept(message("1"), lambda);

        assertThat(seen).containsExactly("body of 1 request-1 1");
        assertThat(MDC.get("messageId")).isNull();
    }

    @Test
    void otherLibrariesGetWhatTheHandlerThrows() {
        IOException checked = new IOException("down");

        assertThatThrownBy(() -> throwing(poison).accept(message("1"), lambda)).isSameAs(poison);
        assertThatThrownBy(() -> throwing(checked).accept(message("1"), lambda))
                .isInstanceOf(MailroomException.class)
                .hasMessage("the handler failed (messageId: 1)")
                .hasCause(checked);
        assertThatThrownBy(() -> throwing(new InterruptedException()).accept(message("1"), lambda))
                .isInstanceOf(MailroomException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private SqsBatchHandler poisoned(Disposition disposition) {
        return handler(
                        (record, delivery) -> {
                            if (record.messageId().endsWith("1")) {
                                throw poison;
                            }
                        })
                .onPoison((delivery, cause) -> cause == poison ? disposition : Disposition.REPORT)
                .build();
    }

    private SqsBatchHandler.Builder handler(RecordHandler handler) {
        return SqsBatchHandler.builder(handler)
                .listener((delivery, outcome) -> outcomes.put(delivery.messageId(), outcome));
    }

    private static BiConsumer<SQSMessage, Context> throwing(Exception failure) {
        RecordHandler handler =
                (record, delivery) -> {
                    throw failure;
                };
        return handler.asMessageHandler();
    }

    private static SQSMessage message(String id) {
        return Batches.message("orders", id, Map.of());
    }
}

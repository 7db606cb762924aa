package dev.mailroom;

import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * What the default listener and the deadline write into the log: each failure once, by ids, no
 * payload.
 */
@Timeout(60)
class LoggingTest {

    @RegisterExtension final LogLines log = new LogLines();

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final MovedTime time = new MovedTime();

    @Test
    void everyOutcomeHasItsLine() {
        SqsBatchHandler.builder(
                        (record, delivery) -> {
                            switch (record.messageId()) {
                                case "b/duplicate" -> delivery.duplicate();
                                case "c/skipped" -> delivery.skip("nobody wants it");
                                case "d/fails" -> throw new IllegalStateException("broken");
                                case "e/poison", "f/quarantined" ->
                                        throw new PoisonMessageException("no lines");
                                default -> {}
                            }
                        })
                .onPoison(
                        (delivery, cause) ->
                                delivery.messageId().equals("e/poison")
                                        ? Disposition.REPORT
                                        : Disposition.QUARANTINE)
                .build()
                .handleRequest(
                        fifo(
                                "a/done",
                                "b/duplicate",
                                "c/skipped",
                                "d/fails",
                                "d/next",
                                "e/poison",
                                "f/quarantined"),
                        lambda);

        assertThat(log.lines())
                .containsExactly(
                        "DEBUG Done: message a/done, receive 1",
                        "INFO Duplicate: message b/duplicate, receive 1: its effect had already happened",
                        "INFO Skipped: message c/skipped, receive 1: nobody wants it",
                        "WARN Retry: message d/fails, receive 1: java.lang.IllegalStateException: broken | broken",
                        "DEBUG NotStarted: message d/next, receive 1: EARLIER_FAILURE_IN_GROUP",
                        "WARN Poison: message e/poison, receive 1: no lines",
                        "DEBUG Where message e/poison failed | no lines",
                        "WARN Poison: message f/quarantined, receive 1: quarantined: no lines",
                        "DEBUG Where message f/quarantined failed | no lines",
                        "WARN 1 of 7 messages were not started, and SQS delivers them again",
                        "DEBUG BatchSummary[done=1, duplicate=1, skipped=1, retry=1, poison=2, quarantined=1,"
                                + " notStarted=1, duration=PT0S, remaining=PT1M]");
    }

    @Test
    void noLineHoldsAPayload() {
        SqsBatchHandler.builder(
                        (record, delivery) -> {
                            throw new PoisonMessageException("no lines", record.messageId(), null);
                        })
                .build()
                .handleRequest(standard("1"), lambda);

        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("body of"));
    }

    // C11
    @Test
    void aHandlerThatIgnoresItsInterruptInLambdasThreadIsNamed() {
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    time.pass(MovedTime.TIMEOUT);
                                    while (log.lines().isEmpty()) {
                                        Thread.onSpinWait();
                                    }
                                })
                        .listener((delivery, outcome) -> {});

        time.handle(handler, standard("stubborn"), MovedTime.TIMEOUT);

        assertThat(log.lines())
                .containsExactly(
                        "ERROR The invocation will time out: its interrupt is ignored by SqsRecord[stubborn]");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    // C33
    @Test
    void aLaneThatIgnoresItsInterruptIsCountedAndItsLateEndIsSaid() {
        CountDownLatch late = new CountDownLatch(1);
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    time.pass(MovedTime.TIMEOUT);
                                    while (late.getCount() > 0) {
                                        Thread.onSpinWait();
                                    }
                                })
                        .concurrency(2);

        time.handle(handler, standard("stubborn"), MovedTime.TIMEOUT);
        assertThat(log.lines())
                .contains(
                        "WARN 1 of 1 lanes ignore their interrupt and are left behind",
                        "WARN Retry: message stubborn, receive 1: the handler kept running after the deadline and"
                                + " ignored its interrupt (messageId: stubborn)");

        List<String> before = List.copyOf(log.lines());
        late.countDown();
        while (log.lines().size() == before.size()) {
            Thread.onSpinWait();
        }
        assertThat(log.lines().get(before.size()))
                .isEqualTo("WARN Message stubborn ended as Done after it was reported as Retry");
    }

    // While one left-behind record is told, another ends by itself: it has not ended "after"
    // anything.
    @Test
    @Tag("adversarial")
    void aRecordThatEndsWhileTheBatchIsClosedIsNotSaidToHaveEndedTwice() {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    started.countDown();
                                    while (started.getCount() > 0) {
                                        Thread.onSpinWait();
                                    }
                                    if (record.messageId().equals("first")) {
                                        time.pass(MovedTime.TIMEOUT);
                                    }
                                    CountDownLatch until =
                                            record.messageId().equals("first")
                                                    ? new CountDownLatch(1)
                                                    : closing;
                                    while (ended.getCount() > 0 && until.getCount() > 0) {
                                        Thread.onSpinWait();
                                    }
                                })
                        .concurrency(2)
                        .listener(
                                (delivery, outcome) -> {
                                    if (delivery.messageId().equals("first")) {
                                        closing.countDown();
                                        while (ended.getCount() > 0) {
                                            Thread.onSpinWait();
                                        }
                                    } else {
                                        ended.countDown();
                                    }
                                });

        time.handle(handler, standard("first", "second"), MovedTime.TIMEOUT);

        // It would be in the log of the next test.
        while (log.lines().stream().noneMatch(line -> line.contains("Message first ended"))) {
            Thread.onSpinWait();
        }
        assertThat(log.lines()).noneMatch(line -> line.contains("message second ended as Retry"));
        assertThat(log.lines()).noneMatch(line -> line.contains("after it was reported as Done"));
    }

    @Test
    @Tag("adversarial")
    void whatABatchOfTenThousandDidNotStartIsOneWarning() {
        String[] ids = IntStream.range(0, 10_000).mapToObj(i -> "m-" + i).toArray(String[]::new);
        SqsBatchHandler.builder((record, delivery) -> lambda.pass(Duration.ofHours(1)))
                .build()
                .handleRequest(standard(ids), lambda);

        assertThat(log.lines())
                .filteredOn(line -> !line.startsWith("DEBUG"))
                .containsExactly(
                        "WARN 9999 of 10000 messages were not started, and SQS delivers them again");
    }

    @Test
    void aDeadlineThatEveryHandlerKeepsIsNotMentioned() {
        CountDownLatch started = new CountDownLatch(2);
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    started.countDown();
                                    started.await();
                                    if (record.messageId().equals("1")) {
                                        time.pass(MovedTime.UNTIL_THE_INTERRUPT);
                                    }
                                    new CountDownLatch(1).await();
                                })
                        .concurrency(2)
                        .deadlineMargin(MovedTime.MARGIN)
                        .listener((delivery, outcome) -> {});

        time.handle(handler, standard("1", "2"), MovedTime.TIMEOUT);

        assertThat(log.lines()).isEmpty();
    }
}

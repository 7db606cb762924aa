package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.Outcome.NotStarted;
import dev.mailroom.Outcome.NotStarted.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;

/** Several records at once, and the deadline. */
@Timeout(60)
class LanesTest {

    private static final String TRACE = "AWS_LAMBDA_X_TRACE_ID";

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final MovedTime time = new MovedTime();
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final CountDownLatch endOfTest = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        endOfTest.countDown();
        MDC.clear();
        SdkInternalThreadLocal.clear();
        assertThat(Thread.interrupted()).as("interrupt left behind").isFalse();
    }

    @Test
    void recordsOfAStandardQueueRunAtOnce() {
        CyclicBarrier allThree = new CyclicBarrier(3);

        SQSBatchResponse response =
                handler((record, delivery) -> allThree.await())
                        .concurrency(3)
                        .build()
                        .handleRequest(standard("1", "2", "3"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    @Test
    void messageGroupsOfAFifoQueueRunAtOnce() {
        CyclicBarrier bothGroups = new CyclicBarrier(2);

        SQSBatchResponse response =
                handler((record, delivery) -> bothGroups.await())
                        .concurrency(8)
                        .build()
                        .handleRequest(fifo("a/1", "b/1", "a/2", "b/2"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    @Test
    void aLaneTakesOverTheCallersLoggingContextAndTrace() {
        MDC.put("tenant", "t-1");
        SdkInternalThreadLocal.put(TRACE, "Root=1");
        List<String> seen = new ArrayList<>();

        handler(
                        (record, delivery) ->
                                seen.add(
                                        MDC.get("tenant")
                                                + " "
                                                + MDC.get("messageId")
                                                + " "
                                                + SdkInternalThreadLocal.get(TRACE)
                                                + " "
                                                + Thread.currentThread().isDaemon()))
                .concurrency(2)
                .build()
                .handleRequest(standard("1"), lambda);

        assertThat(seen).containsExactly("t-1 1 Root=1 true");
    }

    @Test
    void anExecutorsThreadGetsItsOwnContextBack() {
        MDC.put("tenant", "the invocation's");
        Executor inThisThread =
                task -> {
                    MDC.put("tenant", "the executor's");
                    SdkInternalThreadLocal.put(TRACE, "Root=2");
                    task.run();
                    assertThat(MDC.get("tenant")).isEqualTo("the executor's");
                    assertThat(SdkInternalThreadLocal.get(TRACE)).isEqualTo("Root=2");
                };

        SQSBatchResponse response =
                handler(
                                (record, delivery) ->
                                        assertThat(MDC.get("tenant")).isEqualTo("the invocation's"))
                        .concurrency(2)
                        .executor(inThisThread)
                        .build()
                        .handleRequest(standard("1"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    // C11, C32
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatRunsAtTheDeadlineIsInterruptedAndReported(int concurrency) {
        SQSBatchResponse response =
                handleUntilInterrupted(
                        handler(
                                        (record, delivery) -> {
                                            if (record.messageId().equals("slow")) {
                                                awaitEndOf("quick");
                                                time.pass(MovedTime.UNTIL_THE_INTERRUPT);
                                                endOfTest.await();
                                            }
                                        })
                                .concurrency(concurrency),
                        standard("quick", "slow"));

        assertThat(failures(response)).containsExactly("slow");
        assertThat(outcomes.get("slow"))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry ->
                                assertThat(retry.cause()).isInstanceOf(InterruptedException.class));
    }

    @Test
    void afterAnInterruptNothingMoreStarts() {
        SQSBatchResponse response =
                handleUntilInterrupted(
                        handler(
                                (record, delivery) -> {
                                    time.pass(MovedTime.UNTIL_THE_INTERRUPT);
                                    endOfTest.await();
                                }),
                        standard("1", "2"));

        assertThat(failures(response)).containsExactly("1", "2");
        assertThat(outcomes).containsEntry("2", new NotStarted(Reason.DEADLINE));
    }

    // C33
    @Test
    void aHandlerThatIgnoresItsInterruptIsReportedAndItsLateEndChangesNothing() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        SqsBatchHandler.Builder handler =
                handler(
                                (record, delivery) -> {
                                    if (record.messageId().equals("stubborn")) {
                                        awaitEndOf("quick");
                                        time.pass(MovedTime.TIMEOUT);
                                        awaitWhateverComes(endOfTest);
                                        ended.countDown();
                                    }
                                })
                        .concurrency(2);

        SQSBatchResponse response =
                time.handle(handler, standard("quick", "stubborn"), MovedTime.TIMEOUT);
        assertThat(failures(response)).containsExactly("stubborn");
        Outcome reported = outcomes.get("stubborn");
        assertThat(reported)
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry ->
                                assertThat(retry.cause())
                                        .isInstanceOf(DeadlineExceededException.class)
                                        .hasMessage(
                                                "the handler kept running after the deadline and ignored its interrupt (messageId: stubborn)"));

        endOfTest.countDown();
        ended.await();
        assertThat(outcomes).containsEntry("stubborn", reported);
    }

    // C33
    @Test
    void lanesThatNoThreadHasTakenAtTheDeadlineNeverStart() {
        List<Runnable> neverRun = new ArrayList<>();
        SqsBatchHandler handler =
                handler((record, delivery) -> {}).concurrency(2).executor(neverRun::add).build();

        SQSBatchResponse response =
                handler.handleRequest(standard("1", "2"), Invocation.of(Duration.ofMillis(300)));
        assertThat(failures(response)).containsExactly("1", "2");

        neverRun.forEach(Runnable::run);
        assertThat(outcomes)
                .containsEntry("1", new NotStarted(Reason.DEADLINE))
                .containsEntry("2", new NotStarted(Reason.DEADLINE));
    }

    @Test
    void theNextInvocationIsNotDisturbedByTheDeadlineOfTheLast() {
        SqsBatchHandler handler = handler((record, delivery) -> {}).build();
        for (int i = 0; i < 1_000; i++) {
            assertThat(
                            failures(
                                    handler.handleRequest(
                                            standard("1"), Invocation.of(Duration.ofMillis(2)))))
                    .isIn(List.of(), List.of("1"));
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void refusesAConcurrencyBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler((record, delivery) -> {}).concurrency(0))
                .withMessage("concurrency must be 1 or more, but is 0");
    }

    @Test
    void refusesAnExecutorThatWouldNotBeUsed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> handler((record, delivery) -> {}).executor(Runnable::run).build())
                .withMessage("an executor is set, but a concurrency of 1 does not use it");
    }

    private SqsBatchHandler.Builder handler(RecordHandler handler) {
        return SqsBatchHandler.builder(handler)
                .deadlineMargin(Duration.ofMillis(100))
                .listener((delivery, outcome) -> outcomes.put(delivery.messageId(), outcome));
    }

    private SQSBatchResponse handleUntilInterrupted(
            SqsBatchHandler.Builder handler, SQSEvent batch) {
        return time.handle(handler.deadlineMargin(MovedTime.MARGIN), batch, MovedTime.TIMEOUT);
    }

    private void awaitEndOf(String messageId) {
        while (!outcomes.containsKey(messageId)) {
            Thread.onSpinWait();
        }
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}

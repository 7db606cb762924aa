package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.Outcome.NotStarted;
import dev.mailroom.Outcome.NotStarted.Reason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A batch stops as a whole, whatever the executor makes of its work. C11, C33. */
@Tag("adversarial")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppingTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension final LogLines log = new LogLines();

    private final MovedTime time = new MovedTime();
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final CountDownLatch endOfTest = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        endOfTest.countDown();
        assertThat(Thread.interrupted()).as("interrupt left behind").isFalse();
    }

    @Test
    void anExecutorThatRunsALaneInTheCallerHidesTheInterruptFromNoOther() {
        CountDownLatch started = new CountDownLatch(2);
        SQSBatchResponse response =
                handleUntilInterrupted(
                        handler(
                                        (record, delivery) -> {
                                            started.countDown();
                                            started.await();
                                            if (record.messageId().equals("caller")) {
                                                time.pass(MovedTime.UNTIL_THE_INTERRUPT);
                                            }
                                            endOfTest.await();
                                        })
                                .executor(firstInAThreadAndTheRest(Runnable::run)),
                        "thread",
                        "caller");

        assertThat(failures(response)).containsExactly("thread", "caller");
        assertInterrupted("thread");
        assertInterrupted("caller");
    }

    @Test
    void anExecutorThatBlocksHidesTheInterruptFromNoLane() {
        Semaphore oneThread = new Semaphore(1);
        Executor blocking =
                task -> {
                    try {
                        oneThread.acquire();
                    } catch (InterruptedException e) {
                        throw new RejectedExecutionException(e);
                    }
                    new Thread(task).start();
                };

        SQSBatchResponse response =
                handleUntilInterrupted(
                        handler(
                                        (record, delivery) -> {
                                            while (!oneThread.hasQueuedThreads()) {
                                                Thread.onSpinWait();
                                            }
                                            time.pass(MovedTime.UNTIL_THE_INTERRUPT);
                                            endOfTest.await();
                                        })
                                .executor(blocking),
                        "1",
                        "2");

        assertThat(failures(response)).containsExactly("1", "2");
        assertInterrupted("1");
        assertThat(outcomes).containsEntry("2", new NotStarted(Reason.DEADLINE));
    }

    @Test
    void anExecutorThatIsStillBlockedAtTheDeadlineReportsTheBatch() {
        Executor blocked =
                task -> {
                    try {
                        endOfTest.await();
                    } catch (InterruptedException e) {
                        throw new RejectedExecutionException(e);
                    }
                };

        SQSBatchResponse response =
                handler((record, delivery) -> {})
                        .concurrency(2)
                        .executor(blocked)
                        .build()
                        .handleRequest(standard("1", "2"), Invocation.of(SHORT));

        assertThat(failures(response)).containsExactly("1", "2");
    }

    // C1
    @Test
    void anErrorInOneLaneInterruptsTheOthersAtOnce() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError("simulated");
        CountDownLatch waiting = new CountDownLatch(1);
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    if (record.messageId().equals("waits")) {
                                        waiting.countDown();
                                        endOfTest.await();
                                    }
                                    waiting.await();
                                    throw outOfMemory;
                                })
                        .concurrency(2)
                        .build();

        assertThatThrownBy(
                        () -> handler.handleRequest(standard("waits", "dies"), Invocation.of(LONG)))
                .isSameAs(outOfMemory);
        assertInterrupted("waits");
    }

    @Test
    void aPoolThatDropsTasksCostsNoTimeOnceAllRecordsAreDone() {
        SQSBatchResponse response =
                handler((record, delivery) -> {})
                        .concurrency(3)
                        .executor(firstInAThreadAndTheRest(dropped -> {}))
                        .build()
                        .handleRequest(standard("1", "2", "3"), Invocation.of(LONG));

        assertThat(failures(response)).isEmpty();
        assertThat(outcomes).hasSize(3).containsValue(new Outcome.Done());
    }

    @Test
    void onlyLanesThatRunIgnoreTheirInterrupt() {
        handler((record, delivery) -> {})
                .concurrency(2)
                .executor(dropped -> {})
                .build()
                .handleRequest(standard("1", "2"), Invocation.of(SHORT));

        assertThat(outcomes).hasSize(2).containsValue(new NotStarted(Reason.DEADLINE));
        assertThat(log.lines()).noneMatch(line -> line.contains("ignore their interrupt"));
    }

    // C5
    @Test
    void aGroupThatMetItsDeadlineDoesNotGoOnWhenTheClockStepsBack() {
        Invocation lambda = Invocation.of(Duration.ofMinutes(1));
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> lambda.pass(Duration.ofMillis(59_500)))
                        .listener(
                                (delivery, outcome) -> {
                                    outcomes.put(delivery.messageId(), outcome);
                                    if (delivery.messageId().equals("a/2")) {
                                        lambda.pass(Duration.ofSeconds(-50));
                                    }
                                })
                        .build();

        assertThat(failures(handler.handleRequest(fifo("a/1", "a/2", "a/3"), lambda)))
                .containsExactly("a/2", "a/3");
        assertThat(outcomes)
                .containsEntry("a/2", new NotStarted(Reason.DEADLINE))
                .containsEntry("a/3", new NotStarted(Reason.DEADLINE));
    }

    @Test
    void aClockThatStepsBackMakesNoNegativeTimes() {
        Invocation lambda = Invocation.of(Duration.ofMinutes(1));
        SqsBatchHandler handler =
                SqsBatchHandler.builder((record, delivery) -> lambda.pass(Duration.ofSeconds(-50)))
                        .listener(
                                new BatchListener() {
                                    @Override
                                    public void onOutcome(Delivery delivery, Outcome outcome) {
                                        assertThat(delivery.handlingTime()).isZero();
                                        outcomes.put(delivery.messageId(), outcome);
                                    }

                                    @Override
                                    public void onBatch(BatchSummary summary) {
                                        assertThat(summary.duration()).isZero();
                                        outcomes.put("batch", new Outcome.Done());
                                    }
                                })
                        .build();

        handler.handleRequest(standard("1"), lambda);

        assertThat(outcomes).containsOnlyKeys("1", "batch");
    }

    private SQSBatchResponse handleUntilInterrupted(
            SqsBatchHandler.Builder handler, String... messageIds) {
        return time.handle(
                handler.concurrency(2).deadlineMargin(MovedTime.MARGIN),
                standard(messageIds),
                MovedTime.TIMEOUT);
    }

    private void assertInterrupted(String messageId) {
        assertThat(outcomes.get(messageId))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry ->
                                assertThat(retry.cause()).isInstanceOf(InterruptedException.class));
    }

    private static Executor firstInAThreadAndTheRest(Executor rest) {
        AtomicInteger tasks = new AtomicInteger();
        return task -> {
            if (tasks.getAndIncrement() == 0) {
                new Thread(task).start();
            } else {
                rest.execute(task);
            }
        };
    }

    private SqsBatchHandler.Builder handler(RecordHandler handler) {
        return SqsBatchHandler.builder(handler)
                .deadlineMargin(Duration.ofMillis(100))
                .listener((delivery, outcome) -> outcomes.put(delivery.messageId(), outcome));
    }
}

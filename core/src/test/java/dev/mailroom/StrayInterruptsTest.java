package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** An interrupt that is not the deadline's concerns at most the record whose handler left it. */
@Tag("adversarial")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrayInterruptsTest {

    private static final Executor IN_THE_CALLER = Runnable::run;

    private final Invocation lambda = Invocation.of(Duration.ofHours(1));
    private final List<Boolean> flags = new ArrayList<>();

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(Thread.interrupted()).as("interrupt left behind").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFlagThatTheCallerLeftReportsNoHealthyBatch(int concurrency) {
        Thread.currentThread().interrupt();

        SQSBatchResponse response =
                SqsBatchHandler.builder((record, delivery) -> Thread.sleep(0))
                        .concurrency(concurrency)
                        .build()
                        .handleRequest(standard("1", "2", "3", "4", "5"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    @Test
    void aFlagThatAHandlerLeftInTheCallersThreadStopsNoOtherLane() {
        Thread caller = Thread.currentThread();
        CountDownLatch running = new CountDownLatch(1);
        RecordHandler handler =
                (record, delivery) -> {
                    if (Thread.currentThread() == caller) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                    running.countDown();
                    while (caller.getState() == Thread.State.RUNNABLE) {
                        Thread.onSpinWait();
                    }
                    Thread.sleep(0);
                };
        Executor firstInAThread =
                task -> {
                    if (running.getCount() == 0) {
                        task.run();
                        return;
                    }
                    new Thread(task).start();
                    awaitUninterrupted(running);
                };

        SQSBatchResponse response =
                SqsBatchHandler.builder(handler)
                        .concurrency(2)
                        .executor(firstInAThread)
                        .build()
                        .handleRequest(standard("thread", "caller"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aFlagThatAnExecutorLeavesStopsNothing() {
        Executor interrupting =
                task -> {
                    new Thread(task).start();
                    Thread.currentThread().interrupt();
                };

        SQSBatchResponse response =
                SqsBatchHandler.builder((record, delivery) -> Thread.sleep(0))
                        .concurrency(3)
                        .executor(interrupting)
                        .build()
                        .handleRequest(standard("1", "2", "3", "4", "5"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    @Test
    void aFlagThatAListenerLeavesAtAStartReachesNoHandlerAndNoExecutor() {
        BatchListener interrupting =
                new BatchListener() {
                    @Override
                    public Scope onBatchStart(List<Delivery> deliveries) {
                        Thread.currentThread().interrupt();
                        return Scope.NONE;
                    }

                    @Override
                    public Scope onStart(Delivery delivery) {
                        Thread.currentThread().interrupt();
                        return Scope.NONE;
                    }

                    @Override
                    public void onOutcome(Delivery delivery, Outcome outcome) {}
                };

        SQSBatchResponse response =
                SqsBatchHandler.builder(
                                (record, delivery) ->
                                        flags.add(Thread.currentThread().isInterrupted()))
                        .concurrency(2)
                        .executor(
                                task -> {
                                    flags.add(Thread.currentThread().isInterrupted());
                                    task.run();
                                })
                        .listener(interrupting)
                        .build()
                        .handleRequest(standard("1", "2"), lambda);

        assertThat(flags).isNotEmpty().doesNotContain(true);
        assertThat(failures(response)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void policiesAndListenersSeeNoFlagThatAHandlerLeft(int concurrency) {
        SqsBatchHandler.Builder handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    Thread.currentThread().interrupt();
                                    throw record.messageId().equals("poison")
                                            ? new PoisonMessageException("no lines")
                                            : new IllegalStateException("broken");
                                })
                        .concurrency(concurrency)
                        .onRetry(failed -> flags.add(Thread.currentThread().isInterrupted()))
                        .onPoison(
                                (delivery, cause) -> {
                                    flags.add(Thread.currentThread().isInterrupted());
                                    return Disposition.REPORT;
                                })
                        .listener(
                                (delivery, outcome) ->
                                        flags.add(Thread.currentThread().isInterrupted()));
        if (concurrency > 1) {
            handler.executor(IN_THE_CALLER);
        }

        handler.build().handleRequest(standard("poison", "retry"), lambda);

        assertThat(flags).containsExactly(false, false, false, false);
    }

    @Test
    void aFlagThatAListenerOrAPolicyLeavesEndsWithTheInvocation() {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    throw new IllegalStateException("broken");
                                })
                        .failInvocationWhenAllFail(true)
                        .onRetry(failed -> Thread.currentThread().interrupt())
                        .listener(
                                new BatchListener() {
                                    @Override
                                    public void onOutcome(Delivery delivery, Outcome outcome) {
                                        Thread.currentThread().interrupt();
                                    }

                                    @Override
                                    public void onBatch(BatchSummary summary) {
                                        Thread.currentThread().interrupt();
                                    }
                                })
                        .build();

        assertThatExceptionOfType(BatchFailedException.class)
                .isThrownBy(() -> handler.handleRequest(standard("1"), lambda));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}

package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Executors that do not do all they should, and lanes that end by an error. */
@Timeout(60)
class ParallelRunTest {

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

    @Test
    void anExecutorThatRejectsSomeOfTheWorkIsEnough() {
        handler((record, delivery) -> {})
                .concurrency(4)
                .executor(withOneThread())
                .build()
                .handleRequest(standard("1", "2", "3", "4", "5"), lambda);

        assertThat(outcomes).hasSize(5).containsValue(new Outcome.Done());
    }

    // C33
    @Test
    void anExecutorThatBreaksOnTheWayIsEnoughAndNothingIsLeftRunning() {
        AtomicInteger accepted = new AtomicInteger();
        Executor breaking =
                task -> {
                    if (accepted.getAndIncrement() == 2) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    new Thread(task).start();
                };

        SQSBatchResponse response =
                handler((record, delivery) -> {})
                        .concurrency(4)
                        .executor(breaking)
                        .build()
                        .handleRequest(standard("1", "2", "3", "4", "5"), lambda);

        assertThat(failures(response)).isEmpty();
        assertThat(outcomes).hasSize(5);
    }

    // C1
    @Test
    void anExecutorThatRejectsEverythingFailsTheInvocation() {
        RejectedExecutionException full = new RejectedExecutionException("full");
        SqsBatchHandler handler =
                handler((record, delivery) -> {})
                        .concurrency(4)
                        .executor(
                                task -> {
                                    throw full;
                                })
                        .build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1"), lambda)).isSameAs(full);
    }

    // C1
    @Test
    void anErrorOfTheVirtualMachineInALanePropagates() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError("simulated");
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    throw outOfMemory;
                                })
                        .concurrency(2)
                        .build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1", "2", "3"), lambda))
                .isSameAs(outOfMemory);
    }

    @Test
    void theBatchWaitsForTheOneThreadThatCouldBeHad() {
        Thread caller = Thread.currentThread();

        SQSBatchResponse response =
                handler(
                                (record, delivery) -> {
                                    while (caller.getState() != Thread.State.WAITING) {
                                        Thread.onSpinWait();
                                    }
                                })
                        .concurrency(3)
                        .executor(withOneThread())
                        .build()
                        .handleRequest(standard("1", "2", "3"), lambda);

        assertThat(failures(response)).isEmpty();
    }

    // C1
    @Test
    void afterAnErrorInALaneNoOtherStarts() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError("simulated");
        AtomicInteger handled = new AtomicInteger();
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    handled.incrementAndGet();
                                    throw outOfMemory;
                                })
                        .concurrency(2)
                        .executor(Runnable::run)
                        .build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1", "2", "3"), lambda))
                .isSameAs(outOfMemory);
        assertThat(handled).hasValue(1);
    }

    // C1: the thread of the last lane has yet to restore its large logging context.
    @Test
    void theErrorOfTheLastLaneIsKnownAsSoonAsTheLaneHasEnded() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError("simulated");
        CountDownLatch handled = new CountDownLatch(1);
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    handled.countDown();
                                    throw outOfMemory;
                                })
                        .concurrency(2)
                        .executor(
                                task -> {
                                    Thread thread = new Thread(() -> runWithLargeContext(task));
                                    thread.start();
                                    awaitUnlessInterrupted(handled);
                                    awaitEndOfLane(thread);
                                })
                        .build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1"), lambda))
                .isSameAs(outOfMemory);
    }

    private static void runWithLargeContext(Runnable task) {
        MDC.setContextMap(
                IntStream.range(0, 100_000)
                        .boxed()
                        .collect(Collectors.toMap(i -> "key " + i, i -> "value")));
        task.run();
    }

    private static void awaitEndOfLane(Thread thread) {
        while (Arrays.toString(thread.getStackTrace()).contains("takeLanes")) {
            Thread.onSpinWait();
        }
    }

    // C33
    @Test
    void anExecutorThatThrowsAnErrorFailsTheInvocationAndNothingIsLeftRunning() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Error broken = new NoClassDefFoundError("of a test");
        Executor breaking =
                task -> {
                    if (running.getCount() == 0) {
                        throw broken;
                    }
                    new Thread(task).start();
                    awaitUnlessInterrupted(running);
                };
        SqsBatchHandler handler =
                handler(
                                (record, delivery) -> {
                                    running.countDown();
                                    try {
                                        new CountDownLatch(1).await();
                                    } finally {
                                        ended.countDown();
                                    }
                                })
                        .concurrency(2)
                        .executor(breaking)
                        .build();

        assertThatThrownBy(() -> handler.handleRequest(standard("1", "2"), lambda))
                .isSameAs(broken);
        assertThat(ended.getCount()).isZero();
    }

    private static void awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new RejectedExecutionException(e);
        }
    }

    private static Executor withOneThread() {
        AtomicInteger accepted = new AtomicInteger();
        return task -> {
            if (accepted.getAndIncrement() > 0) {
                throw new RejectedExecutionException("full");
            }
            new Thread(task).start();
        };
    }

    private SqsBatchHandler.Builder handler(RecordHandler handler) {
        return SqsBatchHandler.builder(handler)
                .listener((delivery, outcome) -> outcomes.put(delivery.messageId(), outcome));
    }
}

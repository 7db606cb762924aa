package dev.mailroom;

import static dev.mailroom.Batches.failures;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** One thread that watches the deadlines of all invocations of a handler. */
@Timeout(60)
class DeadlineWatchTest {

    private final Set<Thread> ofOtherTests = watches();
    private final CountDownLatch endOfTest = new CountDownLatch(1);
    private final SqsBatchHandler handler =
            SqsBatchHandler.builder((record, delivery) -> waitIfSlow(record)).build();

    private void waitIfSlow(SqsRecord record) throws InterruptedException {
        if (record.messageId().startsWith("slow")) {
            endOfTest.await();
        }
    }

    @AfterEach
    void letGo() {
        endOfTest.countDown();
    }

    // C34
    @Test
    void anInvocationWithAnEarlierDeadlineThanTheOneThatIsWatchedIsInterruptedInTime()
            throws InterruptedException {
        Thread patient = new Thread(() -> handle("slow, with an hour", Duration.ofHours(1)));
        patient.start();
        await(watch(), Thread.State.TIMED_WAITING);

        SQSBatchResponse response = handle("slow", Duration.ofMillis(300));

        assertThat(failures(response)).containsExactly("slow");
        endOfTest.countDown();
        patient.join();
    }

    @Test
    void aWatchThatEndedBecauseNothingRanIsThereForTheNextInvocation() {
        // The watch may sleep until the deadline of an invocation that is over.
        handle("quick", Duration.ofMillis(300));
        await(watch(), Thread.State.TERMINATED);

        assertThat(failures(handle("slow", Duration.ofMillis(300)))).containsExactly("slow");
    }

    private SQSBatchResponse handle(String messageId, Duration remaining) {
        return handler.handleRequest(standard(messageId), Invocation.of(remaining));
    }

    private static Set<Thread> watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mailroom-deadline-"))
                .collect(Collectors.toSet());
    }

    private Thread watch() {
        while (true) {
            Set<Thread> ours = new HashSet<>(watches());
            ours.removeAll(ofOtherTests);
            if (!ours.isEmpty()) {
                return ours.iterator().next();
            }
            Thread.onSpinWait();
        }
    }

    private static void await(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }
}

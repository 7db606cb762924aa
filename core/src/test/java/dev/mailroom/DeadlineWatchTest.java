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

    private static final Duration SHORT = Duration.ofMillis(300);

    private final Set<Thread> ofOtherTests = watches();
    private final CountDownLatch endOfTest = new CountDownLatch(1);
    private final MovedTime time = new MovedTime();
    private final BatchRunner runner =
            time.runner(SqsBatchHandler.builder((record, delivery) -> handle(record)));

    private void handle(SqsRecord record) throws InterruptedException {
        if (record.messageId().equals("slow")) {
            time.pass(SHORT);
        }
        if (!record.messageId().equals("quick")) {
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
        Thread patient = new Thread(() -> handle("patient", Duration.ofHours(1)));
        patient.start();
        while (watch().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        SQSBatchResponse response = handle("slow", SHORT);

        assertThat(failures(response)).containsExactly("slow");
        endOfTest.countDown();
        patient.join();
    }

    @Test
    void aWatchThatEndedBecauseNothingRanIsThereForTheNextInvocation() {
        // The watch may sleep until the deadline of an invocation that is over.
        handle("quick", SHORT);
        Thread watch = watch();
        while (watch.isAlive()) {
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(failures(handle("slow", SHORT))).containsExactly("slow");
    }

    private SQSBatchResponse handle(String messageId, Duration remaining) {
        return runner.handle(standard(messageId), time.invocation(remaining));
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
}

package dev.mailroom.local.internal.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.MovedClock;
import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.QueueStep.MessageExpired;
import dev.mailroom.local.step.QueueStep.MessageRedriven;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;

/** What a queue does when time passes, on a clock that the test moves. */
class QueueTimesIT {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8700");

    private final RecordedSteps recorded = new RecordedSteps();
    private final MovedClock clock = new MovedClock();
    private Steps steps;
    private SqsServer server;

    @BeforeEach
    void start() {
        steps = new Steps(recorded);
        server = SqsServer.start(ADDRESS, steps, clock);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        steps.close();
    }

    @Test
    void aDelayedMessageIsHiddenUntilItsDelayIsOver() throws Exception {
        SqsQueue queue =
                server.create(LocalQueue.standard("delayed").delay(Duration.ofSeconds(90)));
        queue.send(new OutgoingMessage("one", null));

        clock.move(Duration.ofSeconds(89));
        assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
        clock.move(Duration.ofSeconds(2));
        assertThat(queue.receive(1, Duration.ZERO)).hasSize(1);
    }

    @Test
    void whatIsMovedToADeadLetterQueueIsToldBeforeWhoWaitsForThatGoesOn() throws Exception {
        var unused = server.create(LocalQueue.standard("moved-dlq"));
        SqsQueue queue =
                server.create(LocalQueue.standard("moved").deadLetterQueue("moved-dlq", 1));
        for (int i = 1; i <= 500; i++) {
            queue.send(new OutgoingMessage("one", null));
            assertThat(queue.receive(1, Duration.ZERO)).hasSize(1);
            clock.move(Duration.ofSeconds(31));
            assertThat(queue.receive(1, Duration.ZERO)).isEmpty();

            server.awaitTold();
            steps.awaitTold();

            assertThat(recorded.of(MessageRedriven.class, step -> true)).hasSize(i);
        }
    }

    @Test
    void c44AMessageOlderThanTheRetentionIsLostWithAStepWhateverItWentThrough() throws Exception {
        server.create(LocalQueue.standard("kept-dlq").retention(Duration.ofSeconds(100)));
        SqsQueue queue =
                server.create(
                        LocalQueue.standard("kept")
                                .retention(Duration.ofSeconds(60))
                                .deadLetterQueue("kept-dlq", 5));
        queue.send(new OutgoingMessage("one", null));
        clock.move(Duration.ofSeconds(59));
        String id = queue.receive(1, Duration.ZERO).get(0).id();

        // Received once more, after its visibility timeout.
        clock.move(Duration.ofSeconds(31));

        assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
        assertThat(recorded.awaitOne(MessageExpired.class, step -> step.queue().equals("kept")))
                .isEqualTo(new MessageExpired("kept", id));
        clock.move(Duration.ofSeconds(31));
        assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
        assertThat(queue.hasMessages()).isFalse();
    }

    @Test
    void c44ADeadLetterQueueCountsFromTheFirstSendToo() throws Exception {
        SqsQueue deadLetters =
                server.create(LocalQueue.standard("late-dlq").retention(Duration.ofSeconds(60)));
        SqsQueue queue =
                server.create(
                        LocalQueue.standard("late")
                                .visibilityTimeout(Duration.ofSeconds(61))
                                .deadLetterQueue("late-dlq", 1));
        queue.send(new OutgoingMessage("one", null));
        String id = queue.receive(1, Duration.ZERO).get(0).id();
        clock.move(Duration.ofSeconds(62));
        queue.receive(1, Duration.ZERO);
        recorded.awaitOne(MessageRedriven.class, step -> step.messageId().equals(id));

        assertThat(deadLetters.receive(1, Duration.ZERO)).isEmpty();
        assertThat(recorded.awaitOne(MessageExpired.class, step -> step.queue().equals("late-dlq")))
                .isEqualTo(new MessageExpired("late-dlq", id));
    }
}

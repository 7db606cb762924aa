package dev.mailroom.local.internal.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.SqsClients;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Readings that do not get every message, and say so. */
class ReadingIT {

    private static final Duration HOLD = Duration.ofHours(1);

    private LocalPipeline pipeline;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        pipeline =
                LocalPipeline.builder()
                        .queue(LocalQueue.standard("dead"))
                        .queue(LocalQueue.fifo("dead.fifo"))
                        .start();
        sqs = SqsClients.of(pipeline);
    }

    @AfterEach
    void stop() {
        sqs.close();
        pipeline.close();
    }

    private void send(String queue, int messages) {
        for (int i = 0; i < messages; i++) {
            SendMessageRequest.Builder message =
                    SendMessageRequest.builder()
                            .queueUrl(pipeline.queueUrl(queue))
                            .messageBody("message " + i);
            if (queue.endsWith(".fifo")) {
                message.messageGroupId("group").messageDeduplicationId("id-" + i);
            }
            sqs.sendMessage(message.build());
        }
    }

    private Report report(String queue) {
        AtomicLong nanos = new AtomicLong();
        return DeadLetterQueue.use(
                new Access(pipeline.endpoints().sqs(), null, null),
                queue,
                HOLD,
                from -> {
                    // Each look at this clock takes a third of the time for which it waits.
                    try (Reading reading =
                            new Reading(from, () -> nanos.addAndGet(HOLD.toNanos() / 3))) {
                        return Report.of(reading);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "dead.fifo"})
    void whatAnotherReaderKeepsIsCounted(String queue) {
        send(queue, 3);
        sqs.receiveMessage(
                request ->
                        request.queueUrl(pipeline.queueUrl(queue))
                                .maxNumberOfMessages(1)
                                .visibilityTimeout(Math.toIntExact(HOLD.toSeconds())));

        Report report = report(queue);

        assertThat(report.messages() + report.unread()).isEqualTo(3);
        assertThat(report.unread()).isEqualTo(queue.endsWith(".fifo") ? 3 : 1);
    }

    @Test
    void nothingIsUnreadIfThereIsNoOtherReader() {
        send("dead", 25);

        Report report = report("dead");

        assertThat(report.messages()).isEqualTo(25);
        assertThat(report.unread()).isZero();
    }
}

package dev.mailroom.local.internal.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.SqsClients;
import dev.mailroom.local.model.DeadLetter;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Redrives of messages that the function still cannot handle. */
@Timeout(60)
class RedriveIT {

    private static final Selection ALL = new Selection(null, null, null, null, null, Set.of());

    private LocalPipeline pipeline;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        pipeline =
                LocalPipeline.builder()
                        .queue(LocalQueue.standard("dead"))
                        .queue(LocalQueue.standard("orders").deadLetterQueue("dead", 1))
                        .start();
        sqs = SqsClients.of(pipeline);
        for (int i = 0; i < 3; i++) {
            send("message " + i, Map.of());
        }
    }

    @AfterEach
    void stop() {
        sqs.close();
        pipeline.close();
    }

    private void send(String body, Map<String, MessageAttributeValue> attributes) {
        sqs.sendMessage(
                request ->
                        request.queueUrl(pipeline.queueUrl("dead"))
                                .messageBody(body)
                                .messageAttributes(attributes));
    }

    private Redrive.Result redrive(String target, Runnable pace) {
        Redrive redrive = new Redrive(ALL, target, null, pace);
        return DeadLetterQueue.use(
                new Access(pipeline.endpoints().sqs(), null, null),
                "dead",
                Duration.ofHours(1),
                queue -> {
                    try (Reading reading = new Reading(queue, System::nanoTime)) {
                        return redrive.run(queue, reading);
                    }
                });
    }

    /** What a function does with poison while the redrive waits for the next message. */
    private void quarantine() {
        Message message = receive().get(0);
        send(
                message.body(),
                Map.of(
                        "mailroom.reason",
                        text("still wrong"),
                        "mailroom.messageId",
                        text(message.messageId())));
        sqs.deleteMessage(
                request ->
                        request.queueUrl(pipeline.queueUrl("orders"))
                                .receiptHandle(message.receiptHandle()));
    }

    /** What SQS does with a message that a function does not delete. */
    private void receiveTooOften() {
        Message message = receive().get(0);
        sqs.changeMessageVisibility(
                request ->
                        request.queueUrl(pipeline.queueUrl("orders"))
                                .receiptHandle(message.receiptHandle())
                                .visibilityTimeout(0));
        assertThat(receive()).isEmpty();
    }

    private List<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(pipeline.queueUrl("orders")))
                .messages();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    @Test
    void aMessageThatIsQuarantinedAgainIsNotSentAgain() {
        assertThat(redrive("orders", this::quarantine))
                .isEqualTo(new Redrive.Result(3, 0, 0, 3, 0));
        assertThat(pipeline.deadLetters("dead")).hasSize(3);
    }

    @Test
    void aMessageThatSqsMovesBackIsNotSentAgain() {
        assertThat(redrive("orders", this::receiveTooOften))
                .isEqualTo(new Redrive.Result(3, 0, 0, 3, 0));
        assertThat(pipeline.deadLetters("dead")).hasSize(3);
    }

    @Test
    void theQueueOfTheDeadLettersIsNoTarget() {
        List<DeadLetter> before = pipeline.deadLetters("dead");

        for (String name : List.of("dead", pipeline.queueUrl("dead"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> redrive(name, () -> {}))
                    .withMessage("the messages are already in " + name + ": name another queue");
        }

        assertThat(pipeline.deadLetters("dead")).isEqualTo(before);
    }
}

package dev.mailroom.sqs;

import static dev.mailroom.sqs.LocalQueues.SOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Backoff;
import dev.mailroom.Outcome;
import dev.mailroom.RetryLaterException;
import dev.mailroom.RetryPolicy;
import dev.mailroom.RetryPolicy.Failed;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.SqsRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Delays as a queue knows them. C12. */
class RetryDelayIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final List<String> HANDLED = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final LocalQueues QUEUES =
            new LocalQueues()
                    .handled("at-once", LONG, RetryDelayIT::atOnce)
                    .handled("later", SHORT, RetryDelayIT::later)
                    .handled("as-it-says", LONG, RetryDelayIT::later)
                    .handled("undelayed", SHORT, RetryDelayIT::undelayed)
                    .queue("by-hand");

    private static SqsBatchHandler atOnce(SqsClient sqs) {
        return failing(RetryDelay.fixed(Duration.ZERO).using(sqs));
    }

    private static SqsBatchHandler later(SqsClient sqs) {
        return failing(
                RetryDelay.exponential(Backoff.between(LONG, LONG).random(alwaysHighest()))
                        .using(sqs));
    }

    private static RandomGenerator alwaysHighest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }

    private static SqsBatchHandler undelayed(SqsClient sqs) {
        return failing(RetryPolicy.visibilityTimeout());
    }

    /** Its messages fail twice; those named "wish" ask to be redelivered at once. */
    private static SqsBatchHandler failing(RetryPolicy policy) {
        return SqsBatchHandler.builder((record, delivery) -> fail(record)).onRetry(policy).build();
    }

    private static void fail(SqsRecord record) {
        HANDLED.add(record.body() + " " + record.receiveCount());
        if (record.receiveCount() > 2) {
            return;
        }
        if (record.body().startsWith("wish")) {
            throw new RetryLaterException("on purpose", Duration.ZERO);
        }
        throw new IllegalStateException("on purpose");
    }

    private static void send(String queue, String body) {
        QUEUES.sqs().sendMessage(request -> request.queueUrl(QUEUES.url(queue)).messageBody(body));
    }

    private static List<String> handled(String body) {
        return HANDLED.stream().filter(line -> line.startsWith(body + " ")).toList();
    }

    private static void awaitHandled(String body, int times) {
        await().atMost(SOON).untilAsserted(() -> assertThat(handled(body)).hasSize(times));
    }

    private static void awaitReported(String queue, int times) {
        await().atMost(SOON).until(() -> QUEUES.reported(queue).size() == times);
    }

    @Test
    void withoutDelayAMessageComesAgainAtOnceThoughTheVisibilityTimeoutIsLong() {
        send("at-once", "m-1");

        awaitHandled("m-1", 3);

        assertThat(handled("m-1")).containsExactly("m-1 1", "m-1 2", "m-1 3");
    }

    @Test
    void whatTheHandlerWishesForWins() {
        send("as-it-says", "wish-1");

        awaitHandled("wish-1", 3);

        assertThat(handled("wish-1")).containsExactly("wish-1 1", "wish-1 2", "wish-1 3");
    }

    @Test
    void aLongDelayHidesTheMessageLongerThanTheVisibilityTimeout() {
        send("later", "m-2");
        awaitReported("later", 1);

        // Sent when the first is delayed: once it was delivered three times, the same visibility
        // timeout has run out twice.
        send("undelayed", "m-3");
        awaitReported("undelayed", 1);
        QUEUES.pass(SHORT);
        awaitReported("undelayed", 2);
        QUEUES.pass(SHORT);
        awaitHandled("m-3", 3);

        assertThat(handled("m-2")).containsExactly("m-2 1");
        assertThat(QUEUES.hidden("later")).isEqualTo(1);
        assertThat(QUEUES.visible("later")).isZero();
    }

    @Test
    void aMessageThatIsGoneDoesNotKeepTheOthersFromBeingDelayed() throws Exception {
        IntStream.range(0, 15).forEach(i -> send("by-hand", "h-" + i));
        List<Message> received = receiveAll(15);
        assertThat(QUEUES.hidden("by-hand")).isEqualTo(15);
        Message gone = received.get(4);
        QUEUES.sqs()
                .deleteMessage(
                        request ->
                                request.queueUrl(QUEUES.url("by-hand"))
                                        .receiptHandle(gone.receiptHandle()));

        RetryDelay.fixed(Duration.ZERO)
                .using(QUEUES.sqs())
                .delay(received.stream().map(RetryDelayIT::failed).toList());

        assertThat(QUEUES.visible("by-hand")).isEqualTo(14);
        assertThat(QUEUES.hidden("by-hand")).isZero();
    }

    private static List<Message> receiveAll(int count) {
        List<Message> received = new ArrayList<>();
        await().atMost(SOON)
                .until(
                        () -> {
                            received.addAll(QUEUES.receive("by-hand"));
                            return received.size() == count;
                        });
        return received;
    }

    private static Failed failed(Message received) {
        SQSMessage message = Deliveries.message(received.messageId());
        message.setReceiptHandle(received.receiptHandle());
        message.setEventSourceArn("arn:aws:sqs:us-east-1:000000000000:by-hand");
        return new Failed(
                Deliveries.delivery(message), new Outcome.Retry(new IllegalStateException(), null));
    }
}

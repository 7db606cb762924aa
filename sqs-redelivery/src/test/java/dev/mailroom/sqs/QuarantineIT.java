package dev.mailroom.sqs;

import static dev.mailroom.sqs.LocalQueues.SOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.PoisonPolicy;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.SqsRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.ArgumentMatchers;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Poison on its way from a queue to its dead-letter queue. */
class QuarantineIT {

    // Longer than any test waits: what arrives earlier was not redelivered.
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final List<String> HANDLED = new CopyOnWriteArrayList<>();
    private static final Map<String, CountDownLatch> GATES =
            Map.of("waits", new CountDownLatch(1), "goes-on", new CountDownLatch(1));
    private static final AtomicBoolean REFUSES = new AtomicBoolean(true);

    @RegisterExtension
    static final LocalQueues QUEUES =
            new LocalQueues()
                    .queue("dead")
                    .queue("refused-dead")
                    .queue("dead.fifo")
                    .queue("waits-dead.fifo")
                    .queue("goes-on-dead.fifo")
                    .queue("shared-dead.fifo")
                    .handled("orders", LONG, sqs -> handler(to("dead", sqs)))
                    .handled("refused", SHORT, QuarantineIT::refusing)
                    .handled("orders.fifo", LONG, sqs -> handler(to("dead.fifo", sqs)))
                    .handled("a.fifo", LONG, sqs -> handler(to("shared-dead.fifo", sqs)))
                    .handled("b.fifo", LONG, sqs -> handler(to("shared-dead.fifo", sqs)))
                    .handled("waits.fifo", SHORT, sqs -> handler(to("waits-dead.fifo", sqs)))
                    .handled(
                            "goes-on.fifo",
                            LONG,
                            sqs -> handler(to("goes-on-dead.fifo", sqs).groupGoesOn()));

    private static Quarantine to(String queue, SqsClient sqs) {
        return Quarantine.to(url(queue, sqs), sqs);
    }

    private static String url(String queue, SqsClient sqs) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    private static SqsBatchHandler handler(PoisonPolicy policy) {
        return SqsBatchHandler.builder(QuarantineIT::handle).onPoison(policy).build();
    }

    /** An SQS that refuses some messages, as long as the test says so. */
    private static SqsBatchHandler refusing(SqsClient sqs) {
        SqsClient refusing = mock(SqsClient.class, delegatesTo(sqs));
        SqsException overloaded =
                (SqsException) SqsException.builder().message("overloaded").statusCode(503).build();
        doThrow(overloaded)
                .when(refusing)
                .sendMessage(ArgumentMatchers.<SendMessageRequest>argThat(QuarantineIT::isRefused));
        return SqsBatchHandler.builder(QuarantineIT::handle)
                .onPoison(Quarantine.to(url("refused-dead", sqs), refusing))
                .concurrency(4)
                .build();
    }

    private static boolean isRefused(SendMessageRequest request) {
        return request != null && request.messageBody().contains("refused") && REFUSES.get();
    }

    private static void handle(SqsRecord record, Delivery delivery) throws Exception {
        HANDLED.add(record.body());
        if (record.body().startsWith("gate of ")) {
            GATES.get(record.body().substring("gate of ".length())).await();
        }
        if (record.body().startsWith("poison")) {
            delivery.identify(new EventIdentity("e-1", "my.webapp", "UserSignup"));
            throw new PoisonMessageException("no lines");
        }
    }

    private static String send(String queue, String body) {
        return QUEUES.sqs()
                .sendMessage(request -> request.queueUrl(QUEUES.url(queue)).messageBody(body))
                .messageId();
    }

    private static String sendInGroup(String queue, String body) {
        return QUEUES.sqs()
                .sendMessage(
                        request ->
                                request.queueUrl(QUEUES.url(queue))
                                        .messageBody(body)
                                        .messageGroupId("user-7")
                                        .messageDeduplicationId("id-of-" + body.replace(' ', '-')))
                .messageId();
    }

    private static List<Message> awaitMessages(String queue, int count) {
        List<Message> messages = new ArrayList<>();
        await().atMost(SOON)
                .until(
                        () -> {
                            messages.addAll(QUEUES.receive(queue));
                            return messages.size() == count;
                        });
        return messages;
    }

    private static void awaitCount(String queue, int messages) {
        await().atMost(SOON).until(() -> QUEUES.messages(queue) == messages);
    }

    private static void awaitEmpty(String queue) {
        awaitCount(queue, 0);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    @Test
    void poisonIsInTheDeadLetterQueueAtOnceWithEverythingThatSaysWhyAndGoneFromItsOwn() {
        MessageAttributeValue icon =
                MessageAttributeValue.builder()
                        .dataType("Binary.gif")
                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))
                        .build();
        String id =
                QUEUES.sqs()
                        .sendMessage(
                                request ->
                                        request.queueUrl(QUEUES.url("orders"))
                                                .messageBody("poison 1: Grüße")
                                                .messageAttributes(
                                                        Map.of(
                                                                "tenant",
                                                                text("blue"),
                                                                "icon",
                                                                icon)))
                        .messageId();

        Message dead = awaitMessages("dead", 1).get(0);

        assertThat(dead.body()).isEqualTo("poison 1: Grüße");
        assertThat(dead.messageAttributes())
                .containsOnly(
                        Map.entry("tenant", text("blue")),
                        Map.entry("icon", icon),
                        Map.entry("mailroom.reason", text("no lines")),
                        Map.entry(
                                "mailroom.exception", text("dev.mailroom.PoisonMessageException")),
                        Map.entry("mailroom.handler", text("function-of-orders")),
                        Map.entry("mailroom.eventId", text("e-1")),
                        Map.entry("mailroom.source", text("my.webapp")),
                        Map.entry("mailroom.detailType", text("UserSignup")),
                        Map.entry("mailroom.messageId", text(id)),
                        Map.entry("mailroom.receiveCount", text("1")));
        awaitEmpty("orders");
        assertThat(QUEUES.delivered("dead")).hasSize(1);
    }

    @Test
    void whatSqsRefusesIsReportedAndKeptAndTheOthersAreDeleted() {
        String first = send("refused", "poison: refused 1");
        send("refused", "poison 2");
        send("refused", "well 3");
        String fourth = send("refused", "poison: refused 4");

        awaitMessages("refused-dead", 1);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(QUEUES.reported("refused"))
                                        .flatExtracting(ids -> ids)
                                        .contains(first, fourth)
                                        .containsOnly(first, fourth));
        assertThat(QUEUES.delivered("refused-dead")).hasSize(1);
        awaitCount("refused", 2);

        REFUSES.set(false);
        QUEUES.pass(SHORT);

        assertThat(awaitMessages("refused-dead", 2))
                .extracting(Message::body)
                .containsExactlyInAnyOrder("poison: refused 1", "poison: refused 4");
        awaitEmpty("refused");
        assertThat(QUEUES.delivered("refused-dead")).hasSize(3);
    }

    @Test
    void aFifoMessageKeepsItsGroup() {
        String id = sendInGroup("orders.fifo", "poison fifo");

        Message dead = awaitMessages("dead.fifo", 1).get(0);

        assertThat(dead.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "user-7")
                .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, id);
        awaitEmpty("orders.fifo");
    }

    /** Two queues have deduplication ids of their own; their dead-letter queue sees both. */
    @Test
    void messagesWithOneDeduplicationIdAreBothKept() {
        sendInGroup("a.fifo", "poison with the same id");
        sendInGroup("b.fifo", "poison with the same id");

        awaitCount("shared-dead.fifo", 2);
        awaitEmpty("a.fifo");
        awaitEmpty("b.fifo");
    }

    @Test
    void theGroupOfAPoisonMessageWaitsByDefault() {
        List<String> ids = oneBatchOfAGroup("waits");
        await().atMost(SOON).until(() -> QUEUES.reported("waits.fifo").size() == 2);
        awaitCount("waits.fifo", 2);
        QUEUES.pass(SHORT);

        awaitEmpty("waits.fifo");

        assertThat(QUEUES.reported("waits.fifo").subList(0, 2))
                .containsExactly(List.of(), ids.subList(2, 4));
        assertThat(HANDLED.stream().filter(body -> body.endsWith("waits")))
                .containsExactly(
                        "gate of waits", "poison of waits", "first of waits", "second of waits");
        assertThat(QUEUES.delivered("waits-dead.fifo")).hasSize(1);
    }

    @Test
    void theGroupOfAPoisonMessageGoesOnIfTheUserChoseSo() {
        oneBatchOfAGroup("goes-on");

        awaitEmpty("goes-on.fifo");

        assertThat(QUEUES.reported("goes-on.fifo")).containsExactly(List.of(), List.of());
        assertThat(HANDLED.stream().filter(body -> body.endsWith("goes-on")))
                .containsExactly(
                        "gate of goes-on",
                        "poison of goes-on",
                        "first of goes-on",
                        "second of goes-on");
        assertThat(QUEUES.delivered("goes-on-dead.fifo")).hasSize(1);
    }

    /** The gate keeps the function busy until the others are there: they come as one batch. */
    private static List<String> oneBatchOfAGroup(String name) {
        List<String> ids = new ArrayList<>();
        ids.add(sendInGroup(name + ".fifo", "gate of " + name));
        await().atMost(SOON).until(() -> HANDLED.contains("gate of " + name));
        for (String body : List.of("poison", "first", "second")) {
            ids.add(sendInGroup(name + ".fifo", body + " of " + name));
        }
        GATES.get(name).countDown();
        return ids;
    }
}

package dev.mailroom.local.internal.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.AwsJsonException;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.QueueStep.MessageDelivered;
import dev.mailroom.local.step.QueueStep.MessageQuarantined;
import dev.mailroom.local.step.QueueStep.MessageRedriven;
import dev.mailroom.local.step.QueueStep.MessageReturned;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What this module relies on in ElasticMQ. */
class SqsServerIT {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8700");

    private static final RecordedSteps STEPS = new RecordedSteps();
    private static Steps steps;
    private static SqsServer server;
    private static AwsJson sqs;

    @BeforeAll
    static void start() throws Exception {
        steps = new Steps(STEPS);
        server = SqsServer.start(ADDRESS, steps, Clock.systemUTC());
        sqs = AwsJson.sqs(server.uri());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        steps.close();
    }

    @Test
    void c12AReceiptHandleThatALaterReceiveReplacedIsRefusedAndNamed() throws Exception {
        SqsQueue queue =
                server.create(LocalQueue.standard("stale").visibilityTimeout(Duration.ZERO));
        queue.send(new OutgoingMessage("one", null));
        List<SqsMessage> first = queue.receive(10, Duration.ZERO);
        List<SqsMessage> second = queue.receive(10, Duration.ZERO);

        Map<String, String> refused = queue.delete(first);

        assertThat(refused).containsOnlyKeys(second.get(0).id());
        assertThat(queue.delete(second)).isEmpty();
        assertThat(queue.receive(10, Duration.ZERO)).isEmpty();
    }

    // It takes forms from everybody.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPageThatTriesAllPortsOfThisMachineDoesNotFindIt() throws Exception {
        assertThat(server.uri().getHost()).matches("127\\.[1-9]\\d*\\.\\d+\\.\\d+");
    }

    @Test
    void onceClosedItDoesNotStartForALateRequest() throws Exception {
        SqsServer closed = SqsServer.start(ADDRESS, steps, Clock.systemUTC());
        closed.close();

        assertThatThrownBy(closed::uri).isInstanceOf(IOException.class);
    }

    @Test
    void moreThanTenMessagesAreDeletedInSeveralCalls() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("many"));
        for (int i = 0; i < 12; i++) {
            queue.send(new OutgoingMessage("message " + i, null));
        }
        List<SqsMessage> messages = new ArrayList<>(queue.receive(20, Duration.ZERO));
        messages.addAll(queue.receive(20, Duration.ZERO));

        assertThat(messages).hasSize(12);
        assertThat(queue.delete(messages)).isEmpty();
    }

    @Test
    void c5AFifoQueueGivesNothingOfAGroupThatIsInHand() throws Exception {
        SqsQueue queue =
                server.create(LocalQueue.fifo("groups.fifo").contentBasedDeduplication(true));
        queue.send(new OutgoingMessage("a1", "a"));
        queue.send(new OutgoingMessage("a2", "a"));
        queue.send(new OutgoingMessage("b1", "b"));

        List<SqsMessage> one = queue.receive(1, Duration.ZERO);
        List<SqsMessage> others = queue.receive(10, Duration.ZERO);

        assertThat(one).hasSize(1);
        assertThat(others).isNotEmpty();
        assertThat(group(others)).doesNotContainAnyElementsOf(group(one));
    }

    @Test
    void c12AChangedVisibilityHoldsForThisReceiveOnly() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("changed"));
        queue.send(new OutgoingMessage("one", null));
        changeVisibility(queue, queue.receive(1, Duration.ZERO).get(0), 0);

        assertThat(queue.receive(1, Duration.ZERO)).hasSize(1);
        assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
    }

    private static void changeVisibility(SqsQueue queue, SqsMessage message, int seconds)
            throws Exception {
        sqs.call(
                "ChangeMessageVisibility",
                Json.object()
                        .put("QueueUrl", queue.url())
                        .put("ReceiptHandle", message.receiptHandle())
                        .put("VisibilityTimeout", seconds));
    }

    @Test
    void c13AMessageOfOneMebibyteIsTakenAndOneByteMoreIsRefused() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("heavy"));
        String mebibyte = "x".repeat(1_048_576);

        queue.send(new OutgoingMessage(mebibyte, null));

        assertThat(queue.receive(1, Duration.ZERO).get(0).node().path("Body").asText())
                .isEqualTo(mebibyte);
        assertThatThrownBy(() -> queue.send(new OutgoingMessage(mebibyte + "x", null)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "sqs SendMessage to heavy: InvalidParameterValue: the message has 1048577 bytes, more than the queue's 1048576");
    }

    @Test
    void aQueueTakesNothingAboveItsOwnLimitAttributesIncluded() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("small").maximumMessageSize(1_024));
        ObjectNode attributes = Json.object();
        attributes.set("a", OutgoingMessage.attribute("String", "b"));
        String body = "x".repeat(1_024 - "aStringb".length());

        queue.send(new OutgoingMessage(body, null, attributes));

        assertThat(queue.receive(1, Duration.ZERO)).hasSize(1);
        assertThatThrownBy(() -> queue.send(new OutgoingMessage(body + "x", null, attributes)))
                .hasMessage(
                        "sqs SendMessage to small: InvalidParameterValue: the message has 1025 bytes, more than the queue's 1024");
    }

    @Test
    void duplicatesAreThoseOfTheQueueOrThoseOfTheirGroup() throws Exception {
        LocalQueue settings = LocalQueue.fifo("wide.fifo").contentBasedDeduplication(true);
        SqsQueue wide = server.create(settings);
        SqsQueue narrow =
                server.create(
                        LocalQueue.fifo("narrow.fifo")
                                .contentBasedDeduplication(true)
                                .deduplicatesPerGroup(true));
        for (SqsQueue queue : List.of(wide, narrow)) {
            queue.send(new OutgoingMessage("same", "a"));
            queue.send(new OutgoingMessage("same", "b"));
            queue.send(new OutgoingMessage("same", "b"));
        }

        assertThat(group(all(wide))).containsExactly("a");
        assertThat(group(all(narrow))).containsExactlyInAnyOrder("a", "b");
    }

    private static List<SqsMessage> all(SqsQueue queue) throws Exception {
        List<SqsMessage> all = new ArrayList<>();
        for (List<SqsMessage> some = queue.receive(10, Duration.ZERO);
                !some.isEmpty();
                some = queue.receive(10, Duration.ZERO)) {
            all.addAll(some);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"has a space", "", "öffentlich"})
    void aGroupThatSqsWouldNotTakeIsRefused(String group) throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("picky-" + group.length()));

        assertThatThrownBy(() -> queue.send(new OutgoingMessage("one", group)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("MessageGroupId must be 1 to 128 letters");
    }

    @Test
    void aMessageIsReceivedAsOverHttp() throws Exception {
        SqsQueue queue =
                server.create(
                        LocalQueue.fifo("same.fifo")
                                .contentBasedDeduplication(true)
                                .visibilityTimeout(Duration.ZERO));
        ObjectNode attributes = Json.object();
        attributes.set("text", OutgoingMessage.attribute("String", "t"));
        attributes.set("number", OutgoingMessage.attribute("Number", "200"));
        queue.send(new OutgoingMessage("one", "a", attributes));
        ObjectNode request = Json.object().put("QueueUrl", queue.url()).put("WaitTimeSeconds", 0);
        request.putArray("MessageSystemAttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");

        ObjectNode here = (ObjectNode) queue.receive(1, Duration.ZERO).get(0).node();
        JsonNode overHttp = sqs.call("ReceiveMessage", request).at("/Messages/0");

        assertThat(fields(here)).isEqualTo(fields((ObjectNode) overHttp));
    }

    // What differs from one receive to the next.
    private static ObjectNode fields(ObjectNode message) {
        message.remove("ReceiptHandle");
        ((ObjectNode) message.get("Attributes")).remove("ApproximateReceiveCount");
        return message;
    }

    @Test
    void c6AStandardQueueCarriesAMessageGroupToo() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("fair"));

        queue.send(new OutgoingMessage("one", "tenant"));

        assertThat(group(queue.receive(1, Duration.ZERO))).containsExactly("tenant");
    }

    @Test
    void everyMessageIsAStepWhoeverSentIt() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("told"));

        queue.send(new OutgoingMessage("one", null));

        String id = queue.receive(1, Duration.ZERO).get(0).id();
        assertThat(STEPS.awaitOne(MessageDelivered.class, step -> step.queue().equals("told")))
                .isEqualTo(new MessageDelivered("told", id));
    }

    @Test
    void aQuarantinedMessageSaysWhichOneItIs() throws Exception {
        SqsQueue queue = server.create(LocalQueue.standard("quarantine"));
        ObjectNode note = Json.object();
        note.set("mailroom.messageId", OutgoingMessage.attribute("String", "m-1"));
        note.set("mailroom.handler", OutgoingMessage.attribute("String", "f"));
        note.set("mailroom.reason", OutgoingMessage.attribute("String", "no name"));
        queue.send(new OutgoingMessage("one", null, note));
        SqsMessage copy = queue.receive(1, Duration.ZERO).get(0);

        assertThat(STEPS.awaitOne(MessageQuarantined.class, step -> true))
                .isEqualTo(new MessageQuarantined("quarantine", copy.id(), "m-1", "f", "no name"));
    }

    @Test
    void aQuarantinedMessageThatIsSentBackIsNotQuarantinedAgain() throws Exception {
        SqsQueue dead = server.create(LocalQueue.standard("again-dead"));
        SqsQueue queue =
                server.create(LocalQueue.standard("again").deadLetterQueue("again-dead", 1));
        ObjectNode note = Json.object();
        note.set("mailroom.messageId", OutgoingMessage.attribute("String", "m-2"));
        note.set("mailroom.receiveCount", OutgoingMessage.attribute("String", "1"));
        note.set("mailroom.reason", OutgoingMessage.attribute("String", "no name"));
        dead.send(new OutgoingMessage("one", null, note));
        String id =
                STEPS.awaitOne(MessageDelivered.class, step -> step.queue().equals("again-dead"))
                        .messageId();

        // By AWS's own task, by hand under another id, and once more by the redrive policy.
        sqs.call(
                "StartMessageMoveTask",
                Json.object().put("SourceArn", LocalAccount.queueArn("again-dead")));
        assertThat(STEPS.awaitOne(MessageReturned.class, step -> step.queue().equals("again")))
                .isEqualTo(new MessageReturned("again-dead", "again", id));
        queue.send(new OutgoingMessage("one", null, note));
        STEPS.await(MessageReturned.class, step -> step.queue().equals("again"), 2);
        List<SqsMessage> back = queue.receive(10, Duration.ZERO);
        assertThat(back).hasSize(2).allSatisfy(one -> assertThat(one.attributes()).hasSize(3));
        for (SqsMessage message : back) {
            changeVisibility(queue, message, 0);
        }
        assertThat(queue.receive(10, Duration.ZERO)).isEmpty();
        STEPS.await(MessageRedriven.class, step -> step.queue().equals("again"), 2);
        queue.send(new OutgoingMessage("the last step", null));
        STEPS.awaitOne(MessageDelivered.class, step -> step.queue().equals("again"));

        assertThat(STEPS.of(MessageQuarantined.class, step -> step.originalId().equals("m-2")))
                .containsExactly(
                        new MessageQuarantined("again-dead", id, "m-2", "unknown", "no name"));
        // The handler finds it poison once more, and makes another copy.
        note.set("mailroom.receiveCount", OutgoingMessage.attribute("String", "2"));
        dead.send(new OutgoingMessage("one", null, note));
        STEPS.await(MessageQuarantined.class, step -> step.originalId().equals("m-2"), 2);
    }

    @Test
    void aMessageThatIsMovedLeavesBehindWhatItIsToldTo() throws Exception {
        SqsQueue from = server.create(LocalQueue.standard("from"));
        SqsQueue to = server.create(LocalQueue.standard("to"));
        ObjectNode attributes = Json.object();
        attributes.set("own", OutgoingMessage.attribute("String", "a"));
        attributes.set("why", OutgoingMessage.attribute("String", "b"));
        from.send(new OutgoingMessage("one", null, attributes));

        int moved =
                from.move(
                        to, id -> true, names -> names.contains("why") ? Set.of("why") : Set.of());

        assertThat(moved).isEqualTo(1);
        assertThat(to.receive(1, Duration.ZERO).get(0).attributes()).isEqualTo(Map.of("own", "a"));
    }

    @Test
    void aMessageThatIsRedrivenComesFromItsDeadLetterQueue() throws Exception {
        var unused = server.create(LocalQueue.standard("moved-dead"));
        SqsQueue queue =
                server.create(LocalQueue.standard("moved").deadLetterQueue("moved-dead", 1));
        queue.send(new OutgoingMessage("one", null));
        SqsMessage message = queue.receive(1, Duration.ZERO).get(0);
        changeVisibility(queue, message, 0);
        assertThat(queue.receive(1, Duration.ZERO)).isEmpty();
        assertThat(
                        STEPS.awaitOne(
                                MessageRedriven.class,
                                step -> step.messageId().equals(message.id())))
                .isEqualTo(new MessageRedriven("moved", "moved-dead", message.id()));

        sqs.call(
                "StartMessageMoveTask",
                Json.object().put("SourceArn", LocalAccount.queueArn("moved-dead")));

        assertThat(
                        STEPS.awaitOne(
                                MessageReturned.class,
                                step -> step.messageId().equals(message.id())))
                .isEqualTo(new MessageReturned("moved-dead", "moved", message.id()));
    }

    @Test
    void anErrorNamesServiceAndOperation() {
        assertThatThrownBy(() -> sqs.call("GetQueueUrl", Json.object().put("QueueName", "nowhere")))
                .isInstanceOf(AwsJsonException.class)
                .hasMessageStartingWith("sqs GetQueueUrl: HTTP 400 ")
                .hasMessageContaining("QueueDoesNotExist");
    }

    private static List<String> group(List<SqsMessage> messages) {
        return messages.stream()
                .map(message -> message.node().at("/Attributes/MessageGroupId").asText())
                .toList();
    }
}

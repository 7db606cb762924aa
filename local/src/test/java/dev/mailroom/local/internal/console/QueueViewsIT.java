package dev.mailroom.local.internal.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.sqs.SqsServer;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalQueue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dead letters of every cause in real queues, as the page sees and redrives them. */
class QueueViewsIT {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8700");

    private final Stories stories = new Stories(Clock.systemUTC());
    private final Map<String, SqsQueue> queues = new HashMap<>();
    private Steps steps;
    private SqsServer server;

    @BeforeEach
    void start() {
        steps = new Steps(stories);
        server = SqsServer.start(ADDRESS, steps, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        steps.close();
    }

    @Test
    void aRedriveOfAllLeavesOutTheRecordsOfFailures() throws Exception {
        QueueViews views = views(queue("dead"), queue("work").deadLetterQueue("dead", 3));
        send("dead", "by the redrive policy", Map.of());
        send("dead", "by a rule", Map.of("RULE_ARN", "arn", "ERROR_CODE", "SDK_CLIENT_ERROR"));
        send("dead", "by the handler", Map.of("mailroom.reason", "no name"));
        send("dead", "a record", Map.of("SUBSCRIBER_ARN", "arn", "ERROR_CODE", "THROTTLING"));
        JsonNode before = letters(views, "dead", 4);
        assertThat(before.path("target").asText()).isEqualTo("work");
        assertThat(before.path("obstacle").isNull()).isTrue();

        JsonNode done = views.redrive("dead", MissingNode.getInstance());

        assertThat(done.toString()).isEqualTo("{\"redriven\":3,\"target\":\"work\"}");
        List<SqsMessage> back = queues.get("work").receive(10, Duration.ZERO);
        assertThat(back)
                .extracting(SqsMessage::body)
                .containsExactlyInAnyOrder("by the redrive policy", "by a rule", "by the handler");
        assertThat(back).allSatisfy(message -> assertThat(message.attributes()).isEmpty());
        assertThat(queues.get("dead").receive(10, Duration.ZERO))
                .extracting(SqsMessage::body)
                .containsExactly("a record");
    }

    @Test
    void aRedriveOfSomeLeavesTheOthersAndARecordThatIsAmongThem() throws Exception {
        QueueViews views = views(queue("dead"), queue("work").deadLetterQueue("dead", 3));
        send("dead", "wanted", Map.of("mailroom.reason", "no name"));
        send("dead", "of another reason", Map.of("mailroom.reason", "no email"));
        send("dead", "a record", Map.of("SUBSCRIBER_ARN", "arn", "ERROR_CODE", "THROTTLING"));
        JsonNode reasons = letters(views, "dead", 3).path("reasons");
        var wanted = Json.object().putArray("ids");
        for (JsonNode reason : reasons) {
            if (!reason.path("reason").asText().equals("no email")) {
                reason.path("ids").forEach(wanted::add);
            }
        }
        assertThat(wanted).hasSize(2);

        JsonNode done = views.redrive("dead", wanted);

        assertThat(done.toString()).isEqualTo("{\"redriven\":1,\"target\":\"work\"}");
        assertThat(queues.get("work").receive(10, Duration.ZERO))
                .extracting(SqsMessage::body)
                .containsExactly("wanted");
        assertThat(queues.get("dead").receive(10, Duration.ZERO))
                .extracting(SqsMessage::body)
                .containsExactlyInAnyOrder("of another reason", "a record");
    }

    @Test
    void whatIsQuarantinedInAQueueThatNoRedrivePolicyNamesGoesWhereTheUserSays() throws Exception {
        QueueViews views = views(queue("quarantine"), queue("work"));
        send(
                "quarantine",
                "by the handler",
                Map.of(
                        "mailroom.messageId", "m-1",
                        "mailroom.handler", "f",
                        "mailroom.reason", "no name"));

        JsonNode found = letters(views, "quarantine", 1);

        String obstacle =
                "No queue has quarantine as its dead-letter queue, so it is not known where to send"
                        + " these messages. Put their events again, or name the queue: mailroom dlq"
                        + " redrive --queue quarantine --to QUEUE.";
        assertThat(found.path("target").isNull()).isTrue();
        assertThat(found.path("obstacle").asText()).isEqualTo(obstacle);
        assertThatThrownBy(() -> views.redrive("quarantine", MissingNode.getInstance()))
                .isInstanceOf(ConsoleException.class)
                .hasMessage(obstacle);
    }

    @Test
    void theDeadLettersOfSeveralQueuesGoWhereTheUserSays() throws Exception {
        QueueViews views =
                views(
                        queue("dead"),
                        queue("work").deadLetterQueue("dead", 3),
                        queue("other").deadLetterQueue("dead", 3));
        send("dead", "of one of them", Map.of());

        assertThat(letters(views, "dead", 1).path("obstacle").asText())
                .isEqualTo(
                        "dead is the dead-letter queue of several queues: work, other. Choose one:"
                                + " mailroom dlq redrive --queue dead --to QUEUE.");
    }

    private static LocalQueue queue(String name) {
        return LocalQueue.standard(name);
    }

    private QueueViews views(LocalQueue... all) throws Exception {
        DefinitionBuilder builder = new DefinitionBuilder();
        for (LocalQueue queue : all) {
            builder.queue(queue);
            queues.put(queue.name(), server.create(queue));
        }
        PipelineDefinition definition = builder.definition();
        stories.begin(definition);
        return new QueueViews(
                new ConsoleParts(
                        definition,
                        queues,
                        ADDRESS,
                        null,
                        entry -> "e-1",
                        stories,
                        List::of,
                        ConsoleParts.About.NOTHING));
    }

    private void send(String queue, String body, Map<String, String> marks) throws Exception {
        ObjectNode attributes = Json.object();
        marks.forEach(
                (name, value) -> attributes.set(name, OutgoingMessage.attribute("String", value)));
        queues.get(queue).send(new OutgoingMessage(body, null, attributes));
    }

    // The page is told of a message by its step, which comes a moment later.
    private static JsonNode letters(QueueViews views, String queue, int count) {
        return Awaitility.await()
                .until(
                        () -> views.messages(queue),
                        found -> found.path("messages").size() == count);
    }
}

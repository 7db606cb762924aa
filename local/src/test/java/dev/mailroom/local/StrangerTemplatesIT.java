package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.TopicStep;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Templates that others would write. */
class StrangerTemplatesIT {

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map.Entry<String, String>> arrived = new LinkedBlockingQueue<>();
    private final RecordedSteps steps = new RecordedSteps();

    @Test
    void plainCloudFormationRuns() throws InterruptedException, URISyntaxException {
        try (LocalPipeline pipeline =
                        template("plain-cloudformation.json")
                                .function(function("OrdersFunction"))
                                .pipeline()
                                .start();
                EventBridgeClient client = LocalPipelineIT.eventBridge(pipeline)) {
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .eventBusName("orders-dev")
                            .source("shop.web")
                            .detailType("Order")
                            .detail("{\"id\":7}")
                            .build();
            client.putEvents(request -> request.entries(entry));

            assertThat(bodies.poll(1, TimeUnit.MINUTES)).isEqualTo("{\"id\":7}");
        }
    }

    @Test
    void c18SchedulerRunsWithADetailThatIsAText() throws InterruptedException, URISyntaxException {
        LocalTemplate template = template("scheduler.yaml").every("hourly", Duration.ofMillis(500));
        try (LocalPipeline pipeline = start(template)) {
            // C40: a rate ticks at once, so the tick of "daily" may come first.
            String first = bodies.poll(1, TimeUnit.MINUTES);
            String second = bodies.poll(1, TimeUnit.MINUTES);

            assertThat(List.of(first, second))
                    .as(pipeline.endpoints().toString())
                    .anySatisfy(
                            body ->
                                    assertThat(body)
                                            .matches(
                                                    "\\{\"version\":\"0\",\"id\":\"[0-9a-f-]{36}\",\"detail-type\":\"Scheduled Event\","
                                                            + "\"source\":\"aws.scheduler\",\"account\":\"000000000000\",\"time\":\"[^\"]+\","
                                                            + "\"region\":\"us-east-1\",\"resources\":"
                                                            + "\\[\"arn:aws:scheduler:us-east-1:000000000000:schedule/default/hourly\"],"
                                                            + "\"detail\":\"\\{}\"}"));
        }
    }

    @Test
    void c18SchedulerSendsItsInputAsItIs() throws InterruptedException, URISyntaxException {
        LocalTemplate template = template("scheduler.yaml").every("daily", Duration.ofMillis(500));
        try (LocalPipeline pipeline = start(template)) {
            // C40: a rate ticks at once, so the tick of "hourly" is there too.
            String first = bodies.poll(1, TimeUnit.MINUTES);
            String second = bodies.poll(1, TimeUnit.MINUTES);

            assertThat(List.of(first, second))
                    .as(pipeline.endpoints().toString())
                    .contains("{\"job\": \"clean-up\"}");
        }
    }

    @Test
    void c24SamEventsRunWithATopicBetweenRuleAndQueues() throws Exception {
        LocalTemplate template =
                template("sam-events.yaml")
                        .function(anyEvent("intake-test"))
                        .function(anyEvent("Audit"));
        try (LocalPipeline pipeline = template.pipeline().listener(steps).start();
                EventBridgeClient client = LocalPipelineIT.eventBridge(pipeline)) {
            order(client, 7);
            steps.awaitOne(
                    TopicStep.NotificationFiltered.class,
                    step -> step.target().equals("queue raw-orders-test"));
            assertThat(arrivals(3)).containsOnlyKeys("Audit", "PackagedOrders", "intake-test");

            order(client, 42);
            Map<String, String> texts = arrivals(4);

            assertThat(texts.get("raw-orders-test"))
                    .startsWith("{\"version\":\"0\",\"id\":")
                    .endsWith(",\"detail\":{\"total\":42}}");
            assertThat(texts)
                    .containsOnlyKeys("Audit", "PackagedOrders", "intake-test", "raw-orders-test");
            assertThat(texts.get("Audit")).isEqualTo(texts.get("raw-orders-test"));
            assertThat(Json.read(texts.get("intake-test")))
                    .isEqualTo(Json.read(texts.get("raw-orders-test")));
            assertThat(Json.read(texts.get("PackagedOrders")).path("Message").asText())
                    .isEqualTo(texts.get("raw-orders-test"));
        }
    }

    private static void order(EventBridgeClient client, int total) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName("local-orders-test")
                        .source("shop.web")
                        .detailType("OrderPlaced")
                        .detail("{\"total\":" + total + "}")
                        .build();
        client.putEvents(request -> request.entries(entry));
    }

    /** A function for events of any kind. */
    private LocalFunction anyEvent(String name) {
        return LocalFunction.inProcess(
                        name, Map.class, endpoints -> (event, context) -> keep(name, event))
                .timeout(Duration.ofSeconds(30));
    }

    private Object keep(String function, Map<?, ?> event) {
        JsonNode json = new ObjectMapper().valueToTree(event);
        if (!json.has("Records")) {
            arrived.add(Map.entry(function, Json.write(json)));
        }
        for (JsonNode message : json.path("Records")) {
            arrived.add(
                    message.has("Sns")
                            ? Map.entry(function, message.path("Sns").path("Message").asText())
                            : Map.entry(
                                    message.path("eventSourceARN").asText().replaceFirst(".*:", ""),
                                    message.path("body").asText()));
        }
        return null;
    }

    /** The next texts, by the queue that they came from, or else by their function. */
    private Map<String, String> arrivals(int count) throws InterruptedException {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Map.Entry<String, String> next = arrived.poll(1, TimeUnit.MINUTES);
            assertThat(next).as("arrived after %s", texts.keySet()).isNotNull();
            texts.put(next.getKey(), next.getValue());
        }
        assertThat(arrived).isEmpty();
        return texts;
    }

    private LocalPipeline start(LocalTemplate template) {
        return template.function(function("Work")).pipeline().start();
    }

    private LocalFunction function(String name) {
        return LocalFunction.inProcess(name, endpoints -> (event, context) -> keep(event))
                .timeout(Duration.ofSeconds(30));
    }

    private Object keep(SQSEvent event) {
        event.getRecords().forEach(message -> bodies.add(message.getBody()));
        return null;
    }

    private static LocalTemplate template(String name) throws URISyntaxException {
        var file = StrangerTemplatesIT.class.getResource("/templates/" + name);
        return LocalPipeline.fromTemplate(Path.of(Objects.requireNonNull(file).toURI()));
    }
}

package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.EventStep.EventRefused;
import dev.mailroom.local.step.EventStep.PutRefused;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Custom Event Buses over their wire protocol, with real queues behind them. */
class CustomBusIT {

    private static final CustomBus BUS = CustomBus.of("webapp");
    private static final Destination QUEUE = Destination.queue("q");

    private final RecordedSteps steps = new RecordedSteps();

    private static LocalPipelineBuilder builder() {
        return LocalPipeline.builder().customBus(BUS).queue(LocalQueue.standard("q"));
    }

    /** V5, V6, V8: requests of AWS's own client are answered as its model says. */
    @Test
    void aRequestOfAwsOwnClientIsAnswered() throws Exception {
        Subscriber subscriber =
                Subscriber.builder("all", "webapp", QUEUE)
                        .transformer(new Transformer.WithMetadata())
                        .build();
        try (LocalPipeline pipeline = builder().subscriber(subscriber).listener(steps).start()) {
            CustomBusClient client = new CustomBusClient(pipeline.endpoints().all());

            CustomBusClient.Answer answer = client.call("PutEvents", captured("put-events"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.ofProtocol()).isTrue();
            JsonNode entries = Json.read(answer.body()).path("Entries");
            String first = entries.path(0).path("EventId").asText();
            String second = entries.path(4).path("EventId").asText();
            assertThat(first).hasSize(36);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"FailedEntryCount\":2,\"Entries\":["
                                    + "{\"EventId\":\""
                                    + first
                                    + "\",\"SequenceNumber\":\"00000000000000000001\","
                                    + "\"SuccessCode\":\"PUBLISHED\"},"
                                    + "{\"ErrorCode\":\"VALIDATION_ERROR\","
                                    + "\"ErrorMessage\":\"Source must not begin with aws.\"},"
                                    + "{\"ErrorCode\":\"VALIDATION_ERROR\","
                                    + "\"ErrorMessage\":\"Detail must be JSON.\"},"
                                    + "{\"EventId\":\""
                                    + first
                                    + "\",\"SequenceNumber\":\"00000000000000000001\","
                                    + "\"SuccessCode\":\"DEDUPLICATED\"},"
                                    + "{\"EventId\":\""
                                    + second
                                    + "\",\"SequenceNumber\":\"00000000000000000002\","
                                    + "\"SuccessCode\":\"PUBLISHED\"}]}");
            List<String> bodies = bodies(pipeline, "q", 2);
            JsonNode event = Json.read(bodies.get(0));
            assertThat(event.path("Data"))
                    .hasToString(
                            "{\"version\":\"0\",\"id\":\""
                                    + first
                                    + "\",\"detail-type\":\"UserSignup\",\"source\":\"my.webapp\","
                                    + "\"account\":\"000000000000\","
                                    + "\"time\":\"2026-11-25T12:00:00Z\",\"region\":\"us-east-1\","
                                    + "\"resources\":[\"arn:aws:s3:::b\"],"
                                    + "\"detail\":{\"user_id\":\"u-1\"}}");
            assertThat(event.path("SystemMetadata").path("EventGroupId").asText()).isEqualTo("g-1");
            assertThat(steps.await(EventRefused.class, step -> true, 2))
                    .extracting(PipelineStep::describe)
                    .containsExactly(
                            "event REFUSED by bus webapp: aws.s3 / UserSignup: VALIDATION_ERROR:"
                                    + " Source must not begin with aws.",
                            "event REFUSED by bus webapp: my.webapp / UserSignup: VALIDATION_ERROR:"
                                    + " Detail must be JSON.");
        }
    }

    /** V6, V7, V10: payloads as they are. */
    @Test
    void rawEventsOfAwsOwnClientAreDeliveredAsTheyAre() throws Exception {
        Subscriber subscriber = Subscriber.builder("all", "webapp", QUEUE).build();
        try (LocalPipeline pipeline = builder().subscriber(subscriber).start()) {
            CustomBusClient client = new CustomBusClient(pipeline.endpoints().all());

            JsonNode answer =
                    Json.read(client.call("PutRawEvents", captured("put-raw-events")).body());

            assertThat(answer.path("FailedEntryCount").asInt()).isEqualTo(2);
            assertThat(answer.path("Entries"))
                    .extracting(entry -> entry.path("SuccessCode").asText())
                    .containsExactly("PUBLISHED", "PUBLISHED", "", "");
            assertThat(answer.path("Entries"))
                    .extracting(entry -> entry.path("ErrorMessage").asText())
                    .containsExactly(
                            "",
                            "",
                            "Data must be UTF-8.",
                            "application/avro needs a schema registry, which is not simulated.");
            assertThat(bodies(pipeline, "q", 2))
                    .containsExactlyInAnyOrder("{ \"orderId\" : 1.10 }", "AP8=");
        }
    }

    /** V8: what is wrong with a whole request, in the words of the model. */
    @Test
    void aRequestIsRefusedAsAWhole() throws Exception {
        try (LocalPipeline pipeline = builder().listener(steps).start()) {
            CustomBusClient client = new CustomBusClient(pipeline.endpoints().all());

            assertThat(client.call("PutEvents", captured("put-events-to-no-bus")))
                    .isEqualTo(
                            refused(
                                    404,
                                    "ResourceNotFoundException",
                                    "Event bus "
                                            + BUS.arn().replace("webapp", "other")
                                            + " does not exist."));
            assertThat(client.call("CreateEventBus", captured("create-event-bus")))
                    .isEqualTo(
                            refused(
                                    404,
                                    "UnknownOperationException",
                                    "Operation 'CreateEventBus' is not supported locally; supported"
                                            + " are PutEvents and PutRawEvents."));
            assertThat(client.call("PutEvents", "{}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(refused(400, "SerializationException", "The request is not CBOR."));
            assertThat(steps.await(PutRefused.class, step -> true, 3)).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|InvalidInputException|EventBusArn must be the ARN of a Custom Event Bus.",
                "{\"EventBusArn\":\"webapp\"}|InvalidInputException|EventBusArn must be the ARN of a Custom Event Bus.",
                "{\"EventBusArn\":true}|SerializationException|EventBusArn must be a string.",
                "{\"EventBusArn\":\"BUS\"}|SerializationException|Entries must be a list.",
                "{\"EventBusArn\":\"BUS\",\"Entries\":[]}|InvalidInputException|Entries must have 1 to 100 members, not 0.",
                "{\"EventBusArn\":\"BUS\",\"Entries\":[{\"Source\":true}]}|SerializationException|Source must be a string.",
                "{\"EventBusArn\":\"BUS\",\"Entries\":[],\"DeduplicationConfiguration\":{}}|InvalidInputException|DeduplicationType must be CONTENT_BASED.",
            })
    void aRequestThatIsNotValidIsRefused(String request, String type, String message)
            throws Exception {
        try (LocalPipeline pipeline = builder().start()) {
            CustomBusClient client = new CustomBusClient(pipeline.endpoints().all());

            assertThat(
                            client.call(
                                    "PutEvents",
                                    (ObjectNode) Json.read(request.replace("BUS", BUS.arn()))))
                    .isEqualTo(refused(400, type, message));
        }
    }

    /** V5: the protocol has a header of its own. */
    @Test
    void anotherProtocolIsRefused() throws Exception {
        try (LocalPipeline pipeline = builder().start()) {
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    pipeline.endpoints()
                                            .all()
                                            .resolve("/service/AWSEventsV2/operation/PutEvents"))
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build();

            assertThat(new CustomBusClient(pipeline.endpoints().all()).send(request))
                    .isEqualTo(
                            refused(
                                    400,
                                    "SerializationException",
                                    "The header smithy-protocol must be rpc-v2-cbor."));
        }
    }

    /** V26: what a test puts by hand is kept, and delivered again. */
    @Test
    void whatIsPutByHandIsReplayed() throws Exception {
        Subscriber subscriber =
                Subscriber.builder("all", "webapp", QUEUE)
                        .filter(Scope.DATA, "{\"source\":[\"aws.s3\"]}")
                        .build();
        try (LocalPipeline pipeline = builder().subscriber(subscriber).start()) {
            String id = pipeline.put(LocalEvent.of("aws.s3", "New", "{}").onBus("webapp"));

            assertThat(pipeline.replay("webapp", "all", Replay.fromHorizon())).isEqualTo(1);

            assertThat(bodies(pipeline, "q", 2)).allMatch(body -> body.contains(id));
        }
    }

    /**
     * V18, V19: 1,000 events in 20 groups, by four publishers at once. Each group keeps its order,
     * also the one whose first events are never delivered, and those are recorded.
     */
    @Test
    void groupsKeepTheirOrderWhileOneFails() throws Exception {
        Subscriber subscriber =
                Subscriber.builder("ordered", "webapp", Destination.queue("q.fifo"))
                        .ordered(true)
                        // Without a group SQS takes nothing.
                        .sqs(
                                SqsParameters.inGroup(
                                        "{% $events.Data.detail.bad ? $events.none :"
                                                + " $events.SystemMetadata.EventGroupId %}",
                                        "{% $events.SystemMetadata.\"aws:EventId\" %}"))
                        .retries(1, Duration.ofMinutes(1))
                        .onFailure(Destination.queue("failed.fifo"))
                        .build();
        try (LocalPipeline pipeline =
                LocalPipeline.builder()
                        .customBus(BUS)
                        .queue(LocalQueue.fifo("q.fifo"))
                        .queue(LocalQueue.fifo("failed.fifo"))
                        .subscriber(subscriber)
                        .start()) {
            publish(new CustomBusClient(pipeline.endpoints().all()));

            Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
            for (String body : bodies(pipeline, "q.fifo", 997)) {
                JsonNode detail = Json.read(body).path("detail");
                byGroup.computeIfAbsent(detail.path("group").asText(), group -> new ArrayList<>())
                        .add(detail.path("n").asInt());
            }

            assertThat(byGroup).hasSize(20);
            byGroup.forEach(
                    (group, numbers) ->
                            assertThat(numbers)
                                    .as(group)
                                    .isEqualTo(
                                            IntStream.range(group.equals("g-7") ? 3 : 0, 50)
                                                    .boxed()
                                                    .toList()));
            assertThat(bodies(pipeline, "failed.fifo", 3))
                    .allMatch(record -> record.contains("\"eventGroupId\":\"g-7\""));
        }
    }

    private static void publish(CustomBusClient client) throws Exception {
        ExecutorService publishers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int publisher = 0; publisher < 4; publisher++) {
                int first = publisher * 5;
                all.add(
                        publishers.submit(
                                () -> {
                                    for (int n = 0; n < 50; n++) {
                                        CustomBusClient.Answer answer =
                                                client.call("PutEvents", request(first, n));
                                        assertThat(answer.body())
                                                .startsWith("{\"FailedEntryCount\":0,");
                                    }
                                    return first;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            publishers.shutdownNow();
        }
    }

    /** The event of this number of five groups. */
    private static ObjectNode request(int first, int n) {
        ObjectNode request = Json.object().put("EventBusArn", BUS.arn());
        ArrayNode entries = request.putArray("Entries");
        for (int group = first; group < first + 5; group++) {
            boolean bad = group == 7 && n < 3;
            entries.addObject()
                    .put("Source", "shop")
                    .put("DetailType", "Order")
                    .put(
                            "Detail",
                            "{\"group\":\"g-" + group + "\",\"n\":" + n + ",\"bad\":" + bad + "}")
                    .putObject("SystemMetadata")
                    .put("EventGroupId", "g-" + group);
        }
        return request;
    }

    private static CustomBusClient.Answer refused(int status, String type, String message) {
        return new CustomBusClient.Answer(
                status,
                "{\"__type\":\"com.amazonaws.eventbridgev2#"
                        + type
                        + "\",\"Message\":\""
                        + message
                        + "\"}",
                true);
    }

    private static byte[] captured(String request) throws IOException {
        try (InputStream body =
                CustomBusIT.class.getResourceAsStream("/custombus/" + request + ".cbor")) {
            return Objects.requireNonNull(body, request).readAllBytes();
        }
    }

    /** Takes so many messages out of a queue. */
    private static List<String> bodies(LocalPipeline pipeline, String queue, int count)
            throws IOException, InterruptedException {
        AwsJson sqs = AwsJson.sqs(pipeline.endpoints().sqs());
        List<String> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            ObjectNode request =
                    Json.object()
                            .put("QueueUrl", pipeline.queueUrl(queue))
                            .put("MaxNumberOfMessages", 10)
                            .put("WaitTimeSeconds", 20);
            JsonNode messages = sqs.call("ReceiveMessage", request).path("Messages");
            assertThat(messages).as("messages after %d of %d", bodies.size(), count).isNotEmpty();
            for (JsonNode message : messages) {
                bodies.add(message.path("Body").asText());
                sqs.call(
                        "DeleteMessage",
                        Json.object()
                                .put("QueueUrl", pipeline.queueUrl(queue))
                                .put("ReceiptHandle", message.path("ReceiptHandle").asText()));
            }
        }
        return bodies;
    }
}

package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.EventStep.EventRefused;
import dev.mailroom.local.step.EventStep.PutRefused;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Custom Event Buses over their wire protocol, with requests that AWS's own client has made. */
class CustomBusFrontIT {

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
            List<String> bodies = QueueMessages.bodies(pipeline, "q", 2);
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
            assertThat(QueueMessages.bodies(pipeline, "q", 2))
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
}

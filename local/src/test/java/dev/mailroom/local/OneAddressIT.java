package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.gateway.RawRequest;
import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.io.IOException;
import java.nio.file.Path;

/** Everything that a client asks of a pipeline, at its one address. */
class OneAddressIT {

    private static final String HIDDEN = "127\\.[1-9]\\d*\\.\\d+\\.\\d+";

    @TempDir static Path folder;
    private static LocalPipeline pipeline;

    @BeforeAll
    static void start() {
        pipeline = AllServices.pipeline(folder).start();
    }

    @AfterAll
    static void stop() {
        pipeline.close();
    }

    @Test
    void eventBridgeTakesEvents() throws Exception {
        try (EventBridgeClient events = LocalPipelineIT.eventBridge(pipeline)) {
            events.putEvents(
                    request ->
                            request.entries(
                                    PutEventsRequestEntry.builder()
                                            .source("shop")
                                            .detailType("Sold")
                                            .detail("{\"n\":1}")
                                            .build()));
        }

        assertThat(AllServices.bodies(pipeline, "put")).containsExactly("{\"n\":1}");
    }

    @Test
    void sqsTellsUrlsThatLeadToTheSameAddress() throws Exception {
        AwsJson sqs = AwsJson.sqs(pipeline.endpoint());
        String url =
                sqs.call("GetQueueUrl", Json.object().put("QueueName", "sent"))
                        .path("QueueUrl")
                        .asText();

        assertThat(url)
                .isEqualTo(pipeline.queueUrl("sent"))
                .isEqualTo(pipeline.endpoint() + "/000000000000/sent");
        sqs.call("SendMessage", Json.object().put("QueueUrl", url).put("MessageBody", "hello"));
        assertThat(AllServices.bodies(pipeline, "sent")).containsExactly("hello");
    }

    @Test
    void dynamoDbStoresItems() throws Exception {
        AwsJson dynamoDb = AwsJson.dynamoDb(pipeline.endpoint());
        ObjectNode put = Json.object().put("TableName", "items");
        put.putObject("Item").putObject("id").put("S", "ü-1");
        dynamoDb.call("PutItem", put);

        JsonNode found = dynamoDb.call("Scan", Json.object().put("TableName", "items"));

        assertThat(found.path("Items").toString()).isEqualTo("[{\"id\":{\"S\":\"ü-1\"}}]");
    }

    @Test
    void snsPublishesToASubscription() throws Exception {
        String answer =
                sns(
                        "Action=Publish&Version=2010-03-31&TopicArn="
                                + AllServices.TOPIC
                                + "&Message=caf%C3%A9+%26+more&Subject=s"
                                + "&MessageAttributes.entry.1.Name=kind"
                                + "&MessageAttributes.entry.1.Value.DataType=String"
                                + "&MessageAttributes.entry.1.Value.StringValue=a");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("<PublishResult><MessageId>");
        JsonNode body = Json.read(AllServices.bodies(pipeline, "published").get(0));
        assertThat(body.path("Message").asText()).isEqualTo("café & more");
        assertThat(body.path("Subject").asText()).isEqualTo("s");
        assertThat(body.path("MessageAttributes").toString())
                .isEqualTo("{\"kind\":{\"Type\":\"String\",\"Value\":\"a\"}}");
        assertThat(answer)
                .contains("<MessageId>" + body.path("MessageId").asText() + "</MessageId>");
    }

    @Test
    void snsRefusesWhatItCannotPublish() throws IOException {
        assertThat(sns("Action=Publish&Version=2010-03-31&TopicArn=" + AllServices.TOPIC))
                .startsWith("HTTP/1.1 400")
                .contains("<Code>InvalidParameter</Code>")
                .contains("<Message>Invalid parameter: Empty message</Message>");
        assertThat(
                        sns(
                                "Action=Publish&Version=2010-03-31&Message=m&TopicArn="
                                        + AllServices.TOPIC
                                        + "x"))
                .startsWith("HTTP/1.1 404")
                .contains("<Code>NotFound</Code><Message>Topic does not exist</Message>");
        assertThat(sns("Action=CreateTopic&Version=2010-03-31&Name=n"))
                .startsWith("HTTP/1.1 400")
                .contains(
                        "<Message>Operation CreateTopic is not supported locally; supported are Publish and PublishBatch.</Message>");
    }

    // The database lets every page read.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPageThatTriesAllPortsOfThisMachineFindsNoServerBehindTheAddress() {
        assertThat(pipeline.endpoints().dynamoDb().getHost()).matches(HIDDEN);
    }

    @Test
    void aSecondPipelineSaysWhichPortItHas() {
        int port = pipeline.endpoint().getPort();

        try (LocalPipeline second = LocalPipeline.builder().port(port).start()) {
            assertThat(second.endpoint().getPort()).isGreaterThan(port);
            assertThat(second.endpoints().environment())
                    .containsEntry("AWS_ENDPOINT_URL", second.endpoint().toString());
        }
    }

    private static String sns(String form) throws IOException {
        return RawRequest.post("/", form)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .to(pipeline.endpoint());
    }
}

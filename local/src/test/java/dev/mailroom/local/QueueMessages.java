package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes messages out of a queue, as a consumer does. */
final class QueueMessages {

    private QueueMessages() {}

    /** Takes so many messages out of a queue. */
    static List<String> bodies(LocalPipeline pipeline, String queue, int count)
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

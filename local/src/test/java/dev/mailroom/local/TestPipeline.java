package dev.mailroom.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalQueue;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

/** A pipeline for tests that talk to its queues, without EventBridge in front. */
final class TestPipeline implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final RecordedSteps steps = new RecordedSteps();
    private final MovedClock clock = new MovedClock();
    private final LocalPipeline pipeline;
    private final AwsJson sqs;

    TestPipeline(LocalPipelineBuilder builder) {
        pipeline = builder.clock(clock).listener(steps).start();
        sqs = AwsJson.sqs(pipeline.endpoints().sqs());
    }

    /** A queue whose messages are redelivered after a minute, which a test lets pass. */
    static LocalQueue queue(String name) {
        LocalQueue queue =
                name.endsWith(".fifo")
                        ? LocalQueue.fifo(name).contentBasedDeduplication(true)
                        : LocalQueue.standard(name);
        return queue.visibilityTimeout(Duration.ofMinutes(1));
    }

    RecordedSteps steps() {
        return steps;
    }

    LocalPipeline pipeline() {
        return pipeline;
    }

    /** Sends messages in one request. */
    void send(String queue, String... bodies) throws IOException, InterruptedException {
        sendToGroup(queue, "", bodies);
    }

    /** Sends messages of one message group in one request. */
    void sendToGroup(String queue, String group, String... bodies)
            throws IOException, InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", pipeline.queueUrl(queue));
        ArrayNode entries = request.putArray("Entries");
        for (String body : bodies) {
            ObjectNode entry = entries.addObject().put("Id", "" + entries.size());
            entry.put("MessageBody", body);
            if (!group.isEmpty()) {
                entry.put("MessageGroupId", group);
            }
        }
        JsonNode failed = sqs.call("SendMessageBatch", request).path("Failed");
        if (!failed.isEmpty()) {
            throw new IOException("refused: " + failed);
        }
    }

    /** Moves the clock of the queues and functions, instead of waiting for a timeout. */
    void pass(Duration time) {
        clock.move(time);
    }

    /** Waits until a queue has no message, not even one in flight. */
    void awaitEmpty(String queue) {
        awaitMessages(queue, 0);
    }

    /** Waits until a queue has so many messages, those in flight included. */
    void awaitMessages(String queue, int count) {
        await(count + " messages in queue " + queue)
                .atMost(SOON)
                .until(() -> messages(queue) == count);
    }

    /** How many messages a queue has, those in flight included. */
    int messages(String queue) throws IOException, InterruptedException {
        return count(queue, "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible");
    }

    /** How many messages a queue has that nobody has received, or that are visible again. */
    int visible(String queue) throws IOException, InterruptedException {
        return count(queue, "ApproximateNumberOfMessages");
    }

    private int count(String queue, String... attributes) throws IOException, InterruptedException {
        ObjectNode request = Json.object().put("QueueUrl", pipeline.queueUrl(queue));
        request.putArray("AttributeNames").add("All");
        JsonNode counts = sqs.call("GetQueueAttributes", request).path("Attributes");
        return Stream.of(attributes).mapToInt(name -> counts.path(name).asInt()).sum();
    }

    @Override
    public void close() {
        pipeline.close();
    }
}

package dev.mailroom.local.internal.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalQueue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A queue that exists: its URL, and what is done with it. */
public final class SqsQueue {

    /** What one receive or delete takes at most. */
    static final int MAX_MESSAGES = 10;

    private static final String WAITING = "ApproximateNumberOfMessages";

    private final AwsJson sqs;
    private final LocalQueue settings;
    private final String url;

    private SqsQueue(AwsJson sqs, LocalQueue settings, String url) {
        this.sqs = sqs;
        this.settings = settings;
        this.url = url;
    }

    public static SqsQueue create(AwsJson sqs, LocalQueue settings)
            throws IOException, InterruptedException {
        ObjectNode request = Json.object().put("QueueName", settings.name());
        ObjectNode attributes = request.putObject("Attributes");
        attributes.put("VisibilityTimeout", settings.visibilityTimeout().toSeconds() + "");
        LocalQueue.Redrive redrive = settings.redrive();
        if (redrive != null) {
            attributes.put("RedrivePolicy", Json.write(redrivePolicy(redrive)));
        }
        if (settings.isFifo()) {
            attributes.put("FifoQueue", "true");
            attributes.put("ContentBasedDeduplication", settings.contentBasedDeduplication() + "");
        }
        String url = sqs.call("CreateQueue", request).path("QueueUrl").asText();
        return new SqsQueue(sqs, settings, url);
    }

    private static ObjectNode redrivePolicy(LocalQueue.Redrive redrive) {
        return Json.object()
                .put("deadLetterTargetArn", LocalAccount.queueArn(redrive.queue()))
                .put("maxReceiveCount", redrive.maxReceiveCount());
    }

    public String name() {
        return settings.name();
    }

    public String url() {
        return url;
    }

    public Duration visibilityTimeout() {
        return settings.visibilityTimeout();
    }

    public boolean isFifo() {
        return settings.isFifo();
    }

    public void send(OutgoingMessage message) throws IOException, InterruptedException {
        ObjectNode request = request().put("MessageBody", message.body());
        if (message.groupId() != null) {
            request.put("MessageGroupId", message.groupId());
        }
        if (!message.attributes().isEmpty()) {
            request.set("MessageAttributes", message.attributes());
        }
        if (message.traceHeader() != null) {
            request.putObject("MessageSystemAttributes")
                    .set(
                            "AWSTraceHeader",
                            OutgoingMessage.attribute("String", message.traceHeader()));
        }
        sqs.call("SendMessage", request);
    }

    public List<SqsMessage> receive(int most, Duration wait)
            throws IOException, InterruptedException {
        ObjectNode request = request();
        request.put("MaxNumberOfMessages", Math.min(most, MAX_MESSAGES));
        request.put("WaitTimeSeconds", wait.toSeconds());
        request.putArray("MessageSystemAttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        List<SqsMessage> messages = new ArrayList<>();
        for (JsonNode node : sqs.call("ReceiveMessage", request).path("Messages")) {
            messages.add(new SqsMessage(name(), node));
        }
        return messages;
    }

    /** Whether there are messages that are not in flight. */
    public boolean hasMessages() throws IOException, InterruptedException {
        ObjectNode request = request();
        request.putArray("AttributeNames").add(WAITING);
        JsonNode attributes = sqs.call("GetQueueAttributes", request).path("Attributes");
        return attributes.path(WAITING).asInt() > 0;
    }

    /** Deletes messages, and says for which of them SQS did not do it, and why (C12). */
    public Map<String, String> delete(List<SqsMessage> messages)
            throws IOException, InterruptedException {
        Map<String, String> failed = new LinkedHashMap<>();
        for (int from = 0; from < messages.size(); from += MAX_MESSAGES) {
            int to = Math.min(from + MAX_MESSAGES, messages.size());
            failed.putAll(deleteUpToTen(messages.subList(from, to)));
        }
        return failed;
    }

    private Map<String, String> deleteUpToTen(List<SqsMessage> messages)
            throws IOException, InterruptedException {
        ObjectNode request = request();
        ArrayNode entries = request.putArray("Entries");
        for (int i = 0; i < messages.size(); i++) {
            entries.addObject()
                    .put("Id", Integer.toString(i))
                    .put("ReceiptHandle", messages.get(i).receiptHandle());
        }
        Map<String, String> failed = new LinkedHashMap<>();
        for (JsonNode failure : sqs.call("DeleteMessageBatch", request).path("Failed")) {
            failed.put(
                    messages.get(failure.path("Id").asInt()).id(),
                    failure.path("Code").asText() + ": " + failure.path("Message").asText());
        }
        return failed;
    }

    private ObjectNode request() {
        return Json.object().put("QueueUrl", url);
    }
}

package dev.mailroom.local.internal.deadletters;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A dead-letter queue, at AWS or in a local run. */
public final class DeadLetterQueue implements AutoCloseable {

    private static final int MOST_MESSAGES = 10;
    private static final int POLL_SECONDS = 1;

    private final SqsClient sqs;
    private final String url;
    private final Duration hold;

    private DeadLetterQueue(SqsClient sqs, String url, Duration hold) {
        this.sqs = sqs;
        this.url = url;
        this.hold = hold;
    }

    /**
     * Runs an action on a queue.
     *
     * @param nameOrUrl of the queue
     * @param hold how long what was read stays invisible to others
     * @throws IllegalStateException if SQS refuses; the message says why
     */
    public static <R> R use(
            Access access, String nameOrUrl, Duration hold, Function<DeadLetterQueue, R> work) {
        try (DeadLetterQueue queue = open(access.client(), nameOrUrl, hold)) {
            return work.apply(queue);
        } catch (SdkException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static DeadLetterQueue open(SqsClient sqs, String nameOrUrl, Duration hold) {
        try {
            return new DeadLetterQueue(sqs, url(sqs, nameOrUrl), hold);
        } catch (SdkException e) {
            sqs.close();
            throw e;
        }
    }

    @Override
    public void close() {
        sqs.close();
    }

    private static String url(SqsClient sqs, String nameOrUrl) {
        return nameOrUrl.matches("https?://.+")
                ? nameOrUrl
                : sqs.getQueueUrl(request -> request.queueName(nameOrUrl)).queueUrl();
    }

    boolean isFifo() {
        return url.endsWith(".fifo");
    }

    Duration hold() {
        return hold;
    }

    /** Receives some of the visible messages, which stay in the queue, hidden. */
    List<DeadLetter> receive() {
        return sqs
                .receiveMessage(
                        request ->
                                request.queueUrl(url)
                                        .maxNumberOfMessages(MOST_MESSAGES)
                                        .waitTimeSeconds(POLL_SECONDS)
                                        .visibilityTimeout(Math.toIntExact(hold.toSeconds()))
                                        .messageAttributeNames("All")
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName.ALL))
                .messages()
                .stream()
                .map(DeadLetter::of)
                .toList();
    }

    /** How many messages are visible. */
    int visible() {
        return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** How many messages are in flight. */
    int held() {
        return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int count(QueueAttributeName name) {
        return Integer.parseInt(
                sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
                        .attributes()
                        .get(name));
    }

    /** Makes messages visible again; if that fails, they become visible when their time is over. */
    void release(List<DeadLetter> letters) {
        for (int start = 0; start < letters.size(); start += MOST_MESSAGES) {
            List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
            int end = Math.min(letters.size(), start + MOST_MESSAGES);
            for (DeadLetter letter : letters.subList(start, end)) {
                entries.add(
                        ChangeMessageVisibilityBatchRequestEntry.builder()
                                .id("m" + entries.size())
                                .receiptHandle(letter.message().receiptHandle())
                                .visibilityTimeout(0)
                                .build());
            }
            sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    void delete(DeadLetter letter) {
        sqs.deleteMessage(
                request -> request.queueUrl(url).receiptHandle(letter.message().receiptHandle()));
    }

    /**
     * The URL of another queue.
     *
     * @throws IllegalArgumentException if it is this one
     */
    String target(String nameOrUrl) {
        String target = url(sqs, nameOrUrl);
        Checks.check(
                !target.equals(url),
                "the messages are already in " + nameOrUrl + ": name another queue");
        return target;
    }

    /**
     * Sends a message to another queue, as it was before it came here.
     *
     * @param target the URL of the queue
     * @param group for a FIFO queue, the group of messages that have none, or null
     * @return the id that the message has there
     */
    String sendTo(String target, DeadLetter letter, @Nullable String group) {
        Message message = letter.message();
        Map<String, String> system = message.attributesAsStrings();
        SendMessageRequest.Builder request =
                SendMessageRequest.builder()
                        .queueUrl(target)
                        .messageBody(message.body())
                        .messageAttributes(own(message))
                        .messageSystemAttributes(trace(system.get("AWSTraceHeader")));
        if (target.endsWith(".fifo")) {
            // Not its earlier id: SQS confirms and drops a message whose id it has seen in the last
            // five minutes.
            request.messageGroupId(group(letter, group))
                    .messageDeduplicationId("redrive-" + letter.id());
        }
        return sqs.sendMessage(request.build()).messageId();
    }

    private static String group(DeadLetter letter, @Nullable String group) {
        String own = letter.message().attributesAsStrings().get("MessageGroupId");
        if (own != null) {
            return own;
        }
        if (group != null) {
            return group;
        }
        throw new IllegalStateException(
                "message "
                        + letter.id()
                        + " has no message group, which a FIFO queue needs: name one");
    }

    /** Its attributes without those that say why it came here. */
    static Map<String, MessageAttributeValue> own(Message message) {
        Map<String, MessageAttributeValue> own = new LinkedHashMap<>(message.messageAttributes());
        own.keySet().removeAll(Cause.marks(own.keySet()));
        return own;
    }

    private static Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> trace(
            @Nullable String header) {
        return header == null
                ? Map.of()
                : Map.of(
                        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(header)
                                .build());
    }
}

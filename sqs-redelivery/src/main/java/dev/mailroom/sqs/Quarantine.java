package dev.mailroom.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.mailroom.Delivery;
import dev.mailroom.Disposition;
import dev.mailroom.MailroomException;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.PoisonPolicy;
import dev.mailroom.SqsRecord;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Moves poison messages to a dead-letter queue at once, with attributes that say why, instead of
 * waiting until the redrive policy moves them.
 *
 * <p>The message keeps its body and its message attributes. These are added to them:
 *
 * <ul>
 *   <li>{@code mailroom.reason}: why it can never succeed;
 *   <li>{@code mailroom.exception}: the class of the {@link PoisonMessageException};
 *   <li>{@code mailroom.handler}: the name of the function;
 *   <li>{@code mailroom.eventId}, {@code mailroom.source} and {@code mailroom.detailType}: the
 *       event in it, if it was found;
 *   <li>{@code mailroom.messageId}: its id in its own queue;
 *   <li>{@code mailroom.receiveCount}: how often it was received there.
 * </ul>
 *
 * <p>SQS allows 10 attributes. If the message's own leave too little room, all of these become
 * lines {@code name=value} in one attribute, {@code mailroom.quarantine}; if the message has 10 of
 * its own, none is added, and only the log says why. Values are cut at 256 bytes, the reason at
 * 1,024, and further where body and attributes would exceed SQS's 1 MiB; the body and the message's
 * own attributes are never cut. The attributes of an earlier quarantine are replaced.
 *
 * <p>The message also keeps the X-Ray trace header that it came with; see {@link #traceHeader}.
 *
 * <p>On a FIFO dead-letter queue the message keeps its message group, or gets its message id as
 * one. Its deduplication id becomes its message id, as when SQS itself moves a message: different
 * messages can share a deduplication id, and the queue would confirm and drop the second.
 *
 * <p>Only a message that SQS has confirmed is deleted from its own queue (permission {@code
 * sqs:SendMessage} on the dead-letter queue). In every other case it is reported, stays in its
 * queue and is redelivered; if a confirmation was lost, a standard dead-letter queue may then hold
 * it twice. The request takes no longer than the {@linkplain Delivery#requestTime() request time}
 * of the delivery, or less if the client has a shorter timeout, so that the batch can still be
 * reported.
 *
 * <p>By default the message group of a FIFO message waits until its other messages are redelivered;
 * see {@link #groupGoesOn()}. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public final class Quarantine implements PoisonPolicy {

    private final String deadLetterQueueUrl;
    private final SqsClient sqs;
    private final RequestTimeout timeout;
    private final Disposition disposition;
    private final Supplier<@Nullable String> traceHeader;

    private Quarantine(
            String deadLetterQueueUrl,
            SqsClient sqs,
            Disposition disposition,
            Supplier<@Nullable String> traceHeader) {
        this.deadLetterQueueUrl = deadLetterQueueUrl;
        this.sqs = sqs;
        this.timeout = new RequestTimeout(sqs);
        this.disposition = disposition;
        this.traceHeader = traceHeader;
    }

    /**
     * Puts poison messages into a queue. It sends no request yet.
     *
     * @param deadLetterQueueUrl the URL of the queue; not its ARN, and not the function's own queue
     * @param sqs the client, for the region of that queue; the caller still has to close it
     * @return the policy, for {@code SqsBatchHandler}'s builder
     * @throws IllegalArgumentException if it is not a URL
     */
    public static Quarantine to(String deadLetterQueueUrl, SqsClient sqs) {
        if (!requireNonNull(deadLetterQueueUrl, "deadLetterQueueUrl").matches("https?://.+/.+")) {
            throw new IllegalArgumentException(
                    "expected the URL of a queue, such as"
                            + " https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters, but got \""
                            + deadLetterQueueUrl
                            + "\"");
        }
        return new Quarantine(
                deadLetterQueueUrl, requireNonNull(sqs, "sqs"), Disposition.QUARANTINE, () -> null);
    }

    /**
     * Lets the rest of a FIFO message group continue at once, without the quarantined message.
     * Choose this if the messages of a group make sense without one of them. By default those in
     * the same batch are reported, and SQS redelivers them when their visibility timeout runs out.
     *
     * @return a policy with this setting
     */
    public Quarantine groupGoesOn() {
        return new Quarantine(
                deadLetterQueueUrl, sqs, Disposition.QUARANTINE_AND_GO_ON, traceHeader);
    }

    /**
     * Gives quarantined messages the X-Ray trace header of the place where they failed. By default,
     * and if there is no such header, each keeps the one that it came with.
     *
     * @param traceHeader supplies the header, or null for none; called in the thread that handled
     *     the record
     * @return a policy with this setting
     */
    public Quarantine traceHeader(Supplier<@Nullable String> traceHeader) {
        return new Quarantine(
                deadLetterQueueUrl, sqs, disposition, requireNonNull(traceHeader, "traceHeader"));
    }

    /**
     * Sends the message to the dead-letter queue.
     *
     * @throws MailroomException if SQS did not confirm the body it was sent, if no time is left for
     *     a request, or if the queue is the one that the message comes from
     * @throws software.amazon.awssdk.core.exception.SdkException if SQS refused it or gave no
     *     answer
     */
    @Override
    public Disposition dispose(Delivery delivery, PoisonMessageException cause) {
        SqsRecord record = delivery.record();
        requireAnotherQueue(record);
        SendMessageRequest.Builder request =
                SendMessageRequest.builder()
                        .queueUrl(deadLetterQueueUrl)
                        .overrideConfiguration(timeout.within(TimeLimit.of(delivery)))
                        .messageBody(record.body())
                        .messageSystemAttributes(trace(record))
                        .messageAttributes(
                                NotedAttributes.of(record, QuarantineNote.of(delivery, cause)));
        if (deadLetterQueueUrl.endsWith(".fifo")) {
            String group = record.messageGroupId();
            request.messageGroupId(group == null ? record.messageId() : group)
                    .messageDeduplicationId(record.messageId());
        }
        requireConfirmed(record, sqs.sendMessage(request.build()));
        return disposition;
    }

    private Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> trace(
            SqsRecord record) {
        String header = traceHeader.get();
        String value = header == null ? record.attribute("AWSTraceHeader") : header;
        return value == null
                ? Map.of()
                : Map.of(
                        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(value)
                                .build());
    }

    /** The function's own queue would deliver the message as a new one, again and again. */
    private void requireAnotherQueue(SqsRecord record) {
        String source = record.message().getEventSourceArn();
        if (source != null && QueueUrls.leadsTo(deadLetterQueueUrl, source)) {
            throw new MailroomException(
                    "the quarantine must not be the queue that the message comes from, which would"
                            + " deliver it again and again: give the URL of its dead-letter queue",
                    record.messageId(),
                    null);
        }
    }

    private static void requireConfirmed(SqsRecord record, SendMessageResponse response) {
        if (response.messageId() == null
                || !md5(record.body()).equalsIgnoreCase(response.md5OfMessageBody())) {
            throw new MailroomException(
                    "SQS did not confirm the body that was sent to the dead-letter queue",
                    record.messageId(),
                    null);
        }
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}

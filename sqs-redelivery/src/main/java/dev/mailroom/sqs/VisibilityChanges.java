package dev.mailroom.sqs;

import dev.mailroom.RetryPolicy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

import java.util.ArrayList;
import java.util.List;

/** Sets the delays of failed messages in SQS, ten messages a request (C12). */
final class VisibilityChanges implements RetryPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(RetryDelay.class);

    private static final int MOST_ENTRIES = 10;

    private final RetryDelay delay;
    private final SqsClient sqs;
    private final QueueUrls queueUrls;

    VisibilityChanges(RetryDelay delay, SqsClient sqs) {
        this.delay = delay;
        this.sqs = sqs;
        this.queueUrls = new QueueUrls(sqs);
    }

    @Override
    public void delay(List<Failed> failed) throws InterruptedException {
        if (failed.isEmpty()) {
            return;
        }
        // A batch comes from one queue.
        String queueUrl =
                queueUrls.of(failed.get(0).context().record().message().getEventSourceArn());
        for (int from = 0; from < failed.size(); from += MOST_ENTRIES) {
            // The deadline interrupts, and so does the SDK when it was interrupted in a request.
            if (Thread.interrupted()) {
                throw new InterruptedException(
                        "no delay is set for the last " + (failed.size() - from) + " messages");
            }
            change(queueUrl, failed.subList(from, Math.min(from + MOST_ENTRIES, failed.size())));
        }
    }

    private void change(String queueUrl, List<Failed> chunk) {
        try {
            for (BatchResultErrorEntry refused : send(queueUrl, chunk)) {
                LOG.warn(
                        "The visibility timeout of the queue applies: SQS set no delay for message {}: {} {}",
                        id(chunk.get(Integer.parseInt(refused.id()))),
                        refused.code(),
                        refused.message());
            }
        } catch (SdkException e) {
            LOG.warn(
                    "The visibility timeout of the queue applies: no delay is set for messages {}",
                    chunk.stream().map(VisibilityChanges::id).toList(),
                    e);
        }
    }

    private List<BatchResultErrorEntry> send(String queueUrl, List<Failed> chunk) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            entries.add(entry(i, chunk.get(i)));
        }
        return sqs.changeMessageVisibilityBatch(
                        ChangeMessageVisibilityBatchRequest.builder()
                                .queueUrl(queueUrl)
                                .entries(entries)
                                .build())
                .failed();
    }

    // Its index, since the same message may be in a batch twice.
    private ChangeMessageVisibilityBatchRequestEntry entry(int index, Failed failed) {
        return ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .receiptHandle(failed.context().record().message().getReceiptHandle())
                .visibilityTimeout(VisibilityTimeout.seconds(delay.of(failed)))
                .build();
    }

    private static String id(Failed failed) {
        return failed.context().messageId();
    }
}

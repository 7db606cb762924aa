package dev.mailroom.sqs;

import dev.mailroom.Delivery;
import dev.mailroom.MailroomException;
import dev.mailroom.RetryPolicy;
import dev.mailroom.SafeLogger;
import dev.mailroom.TimeLimit;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

import java.util.ArrayList;
import java.util.List;

/** Sets the delays of failed messages in SQS, ten messages a request (C12). */
final class VisibilityChanges implements RetryPolicy {

    private static final SafeLogger LOG = SafeLogger.named("dev.mailroom.sqs.RetryDelay");

    private static final int MOST_ENTRIES = 10;

    private final RetryDelay delay;
    private final SqsClient sqs;
    private final RequestTimeout timeout;
    private final QueueUrls queueUrls;

    VisibilityChanges(RetryDelay delay, SqsClient sqs) {
        this.delay = delay;
        this.sqs = sqs;
        this.timeout = new RequestTimeout(sqs);
        this.queueUrls = new QueueUrls(sqs, timeout);
    }

    @Override
    public void delay(List<Failed> failed) throws InterruptedException {
        if (failed.isEmpty()) {
            return;
        }
        Delivery first = failed.get(0).delivery(); // a batch comes from one queue
        TimeLimit limit = TimeLimit.of(first);
        String queueUrl = queueUrls.of(first.record().message().getEventSourceArn(), limit);
        for (int from = 0; from < failed.size(); from += MOST_ENTRIES) {
            requireTime(failed.size() - from, limit);
            int to = Math.min(from + MOST_ENTRIES, failed.size());
            change(queueUrl, failed.subList(from, to), limit);
        }
    }

    private static void requireTime(int open, TimeLimit limit) throws InterruptedException {
        String what = "no delay is set for the last " + open + " messages";
        // The deadline interrupts, and so does the SDK when it was interrupted in a request.
        if (Thread.interrupted()) {
            throw new InterruptedException(what);
        }
        if (limit.over()) {
            throw new MailroomException("no time is left: " + what, null);
        }
    }

    private void change(String queueUrl, List<Failed> chunk, TimeLimit limit) {
        try {
            for (BatchResultErrorEntry refused : send(queueUrl, chunk, limit)) {
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

    private List<BatchResultErrorEntry> send(String queueUrl, List<Failed> chunk, TimeLimit limit) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            entries.add(entry(i, chunk.get(i)));
        }
        return sqs.changeMessageVisibilityBatch(
                        ChangeMessageVisibilityBatchRequest.builder()
                                .queueUrl(queueUrl)
                                .entries(entries)
                                .overrideConfiguration(timeout.within(limit))
                                .build())
                .failed();
    }

    // Its index, because the same message may be in a batch twice.
    private ChangeMessageVisibilityBatchRequestEntry entry(int index, Failed failed) {
        return ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .receiptHandle(failed.delivery().record().message().getReceiptHandle())
                .visibilityTimeout(VisibilityTimeout.seconds(delay.of(failed)))
                .build();
    }

    private static String id(Failed failed) {
        return failed.delivery().messageId();
    }
}

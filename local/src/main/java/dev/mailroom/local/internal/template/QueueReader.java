package dev.mailroom.local.internal.template;

import dev.mailroom.local.model.LocalQueue;

import java.util.Set;

/**
 * Reads queues from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html">AWS::SQS::Queue</a>
 */
public final class QueueReader {

    private static final Set<String> KNOWN =
            Set.of(
                    "QueueName",
                    "FifoQueue",
                    "ContentBasedDeduplication",
                    "VisibilityTimeout",
                    "RedrivePolicy");
    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "KmsDataKeyReusePeriodSeconds",
                    "KmsMasterKeyId",
                    "MessageRetentionPeriod",
                    "ReceiveMessageWaitTimeSeconds",
                    "RedriveAllowPolicy",
                    "SqsManagedSseEnabled",
                    "Tags");
    private static final int MAX_RECEIVES = 1_000;

    private QueueReader() {}

    static LocalQueue queue(Resource resource, Names names, Notes notes) {
        Block properties = resource.properties();
        notes.properties(resource, properties.only(KNOWN, WITHOUT_MEANING));
        String name = names.name(resource.id(), resource.place());
        boolean isFifo = properties.flag("FifoQueue", false);
        properties
                .place()
                .at("FifoQueue")
                .check(
                        isFifo == name.endsWith(".fifo"),
                        "must be true for a queue whose name ends in .fifo, and for no other.");
        LocalQueue queue = isFifo ? LocalQueue.fifo(name) : LocalQueue.standard(name);
        queue = queue.visibilityTimeout(properties.seconds("VisibilityTimeout", 30));
        if (properties.flag("ContentBasedDeduplication", false)) {
            queue = queue.contentBasedDeduplication(true);
        }
        return properties.has("RedrivePolicy")
                ? redriven(queue, properties.block("RedrivePolicy"))
                : queue;
    }

    private static LocalQueue redriven(LocalQueue queue, Block policy) {
        policy.only("deadLetterTargetArn", "maxReceiveCount");
        int receives = policy.integer("maxReceiveCount", 0);
        policy.place()
                .at("maxReceiveCount")
                .check(receives >= 1 && receives <= MAX_RECEIVES, "must be 1 to 1000.");
        return queue.deadLetterQueue(policy.queue("deadLetterTargetArn"), receives);
    }
}

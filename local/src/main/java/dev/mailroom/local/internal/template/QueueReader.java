package dev.mailroom.local.internal.template;

import dev.mailroom.local.model.LocalQueue;

/**
 * Reads queues from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html">AWS::SQS::Queue</a>
 */
final class QueueReader {

    private static final PropertyRules PROPERTIES =
            PropertyRules.reading(
                            "QueueName",
                            "FifoQueue",
                            "ContentBasedDeduplication",
                            "VisibilityTimeout",
                            "RedrivePolicy")
                    .refusing("DelaySeconds", "DeduplicationScope", "FifoThroughputLimit")
                    .noting(
                            "KmsDataKeyReusePeriodSeconds",
                            "KmsMasterKeyId",
                            "ReceiveMessageWaitTimeSeconds",
                            "RedriveAllowPolicy",
                            "SqsManagedSseEnabled",
                            "Tags")
                    .meaning("MaximumMessageSize", "every message up to 1 MiB is taken")
                    .meaning("MessageRetentionPeriod", "a message stays until it is deleted");
    private static final PropertyRules REDRIVE =
            PropertyRules.reading("deadLetterTargetArn", "maxReceiveCount");
    private static final int MAX_RECEIVES = 1_000;

    private QueueReader() {}

    static LocalQueue queue(Resource resource, Names names) {
        Block properties = resource.properties();
        properties.check(PROPERTIES);
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
        policy.check(REDRIVE);
        int receives = policy.integer("maxReceiveCount", 0);
        policy.place()
                .at("maxReceiveCount")
                .check(receives >= 1 && receives <= MAX_RECEIVES, "must be 1 to 1000.");
        return queue.deadLetterQueue(policy.queue("deadLetterTargetArn"), receives);
    }
}

package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.LocalQueue;

import java.util.List;

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
                            "DeduplicationScope",
                            "DelaySeconds",
                            "FifoThroughputLimit",
                            "MaximumMessageSize",
                            "MessageRetentionPeriod",
                            "VisibilityTimeout",
                            "RedrivePolicy")
                    .noting(
                            "KmsDataKeyReusePeriodSeconds",
                            "KmsMasterKeyId",
                            "ReceiveMessageWaitTimeSeconds",
                            "RedriveAllowPolicy",
                            "SqsManagedSseEnabled",
                            "Tags");
    private static final PropertyRules REDRIVE =
            PropertyRules.reading("deadLetterTargetArn", "maxReceiveCount");
    private static final int MAX_RECEIVES = 1_000;
    private static final int FOUR_DAYS = 4 * 24 * 60 * 60;
    private static final int MEBIBYTE = 1_048_576;

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
        queue =
                queue.visibilityTimeout(properties.seconds("VisibilityTimeout", 30))
                        .delay(properties.seconds("DelaySeconds", 0))
                        .retention(properties.seconds("MessageRetentionPeriod", FOUR_DAYS))
                        .maximumMessageSize(properties.integer("MaximumMessageSize", MEBIBYTE));
        if (properties.flag("ContentBasedDeduplication", false)) {
            queue = queue.contentBasedDeduplication(true);
        }
        if (deduplicatesPerGroup(properties, isFifo)) {
            queue = queue.deduplicatesPerGroup(true);
        }
        return properties.has("RedrivePolicy")
                ? redriven(queue, properties.block("RedrivePolicy"))
                : queue;
    }

    // High throughput itself makes no difference here: nothing limits a local queue.
    private static boolean deduplicatesPerGroup(Block properties, boolean isFifo) {
        boolean scope = isPerGroup(properties, "DeduplicationScope", "messageGroup", "queue");
        boolean limit =
                isPerGroup(properties, "FifoThroughputLimit", "perMessageGroupId", "perQueue");
        for (String property : List.of("DeduplicationScope", "FifoThroughputLimit")) {
            properties
                    .place()
                    .at(property)
                    .check(isFifo || !properties.has(property), "is for FIFO queues only.");
        }
        properties
                .place()
                .at("FifoThroughputLimit")
                .check(scope || !limit, "perMessageGroupId needs DeduplicationScope messageGroup.");
        return scope;
    }

    private static boolean isPerGroup(
            Block properties, String property, String perGroup, String perQueue) {
        if (!properties.has(property)) {
            return false;
        }
        String value = properties.text(property);
        properties
                .place()
                .at(property)
                .check(
                        value.equals(perGroup) || value.equals(perQueue),
                        "must be " + perGroup + " or " + perQueue + ", was '" + value + "'.");
        return value.equals(perGroup);
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

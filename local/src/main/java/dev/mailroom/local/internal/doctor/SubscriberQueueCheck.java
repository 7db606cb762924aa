package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.support.JsonataExpression;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;

/**
 * Checks the SqsParameters of a subscriber: EventBridge accepts anything, and then the queue
 * refuses each event (V17).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-target-sqs.html">Amazon
 *     SQS queue target</a>
 */
final class SubscriberQueueCheck {

    private static final String GROUP = "MessageGroupId";
    private static final String ID = "MessageDeduplicationId";
    private static final String DELAY = "DelaySeconds";
    private static final String FAILS = ": every delivery fails";

    private final Round round;

    SubscriberQueueCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber, Resource queue) {
        if (Round.isFifo(queue)) {
            fifo(subscriber, queue);
        } else if (subscriber.sqs().has(ID)) {
            round.lost(
                    subscriber.sqs().place().at(ID),
                    "'" + queue.id() + "' is a standard queue, which takes none" + FAILS,
                    "leave it out, or use a FIFO queue");
        }
    }

    private void fifo(SubscriberBlock subscriber, Resource queue) {
        Block sqs = subscriber.sqs();
        if (!sqs.has(GROUP)) {
            round.lost(
                    sqs.place().at(GROUP),
                    "a FIFO queue takes no message without a group" + FAILS,
                    "write '{% $events.SystemMetadata.EventGroupId %}', or a group");
        }
        deduplication(sqs, queue);
        if (sqs.has(DELAY)) {
            round.lost(
                    sqs.place().at(DELAY),
                    "a FIFO queue delays no single messages" + FAILS,
                    "set DelaySeconds on the queue");
        }
        if (!subscriber.isOrdered()) {
            round.risk(
                    subscriber.settings().place().at("Type"),
                    "the subscriber delivers in any order, so the FIFO queue '"
                            + queue.id()
                            + "' keeps none that counts",
                    "write Type: FIFO");
        }
    }

    private void deduplication(Block sqs, Resource queue) {
        if (!sqs.has(ID)) {
            if (!Known.flag(queue.properties(), "ContentBasedDeduplication", false)) {
                round.lost(
                        sqs.place().at(ID),
                        "neither the subscriber nor the FIFO queue '"
                                + queue.id()
                                + "' makes a deduplication id"
                                + FAILS,
                        "write '{% $events.SystemMetadata.\"aws:EventId\" %}'");
            }
            return;
        }
        if (!JsonataExpression.isExpression(Known.text(sqs, ID))) {
            round.lost(
                    sqs.place().at(ID),
                    "it is the same for every event: the queue drops all but the first, for five"
                            + " minutes",
                    "write '{% $events.SystemMetadata.\"aws:EventId\" %}'");
        }
    }
}

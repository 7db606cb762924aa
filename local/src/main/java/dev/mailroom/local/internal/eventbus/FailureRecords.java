package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.SubscriberStep;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Sends a record of the events that a subscriber gave up, if it has a queue for that. */
record FailureRecords(
        String busArn,
        Subscriber subscriber,
        Recipients recipients,
        Steps steps,
        Supplier<String> ids) {

    void record(FailureRecord.Failure failure, List<RetainedEvent> events)
            throws InterruptedException {
        List<String> eventIds = events.stream().map(RetainedEvent::id).toList();
        Destination queue = subscriber.onFailure();
        if (queue == null) {
            // V24: without a queue for records, events that are given up leave no trace.
            lost(eventIds, "it has no OnFailureConfiguration");
            return;
        }
        FailureRecord record =
                new FailureRecord(
                        busArn, subscriber.arn(), subscriber.target().arn(), failure, events);
        try {
            recipients.send(queue, record.message(queue.name().endsWith(".fifo"), ids.get()));
            steps.add(
                    new SubscriberStep.FailureRecorded(
                            subscriber.name(), eventIds, queue.toString()));
        } catch (IOException e) {
            lost(eventIds, queue + " did not take the record: " + e.getMessage());
        }
    }

    private void lost(List<String> eventIds, String reason) {
        steps.add(new SubscriberStep.DeliveryLost(subscriber.name(), eventIds, reason));
    }
}

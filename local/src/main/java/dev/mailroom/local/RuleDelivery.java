package dev.mailroom.local;

import java.io.IOException;
import java.util.Map;

/** Sends events to the queues of a rule. */
final class RuleDelivery {

    private final Map<String, SqsQueue> queues;
    private final Steps steps;

    RuleDelivery(Map<String, SqsQueue> queues, Steps steps) {
        this.queues = queues;
        this.steps = steps;
    }

    void deliver(LocalRule rule, BusEvent event) throws InterruptedException {
        for (LocalRule.Target target : rule.targets()) {
            steps.add(new PipelineStep.RuleMatched(event.id(), rule.name(), target.queue()));
            try {
                queue(target).send(target.input().of(event, rule), target.messageGroupId());
            } catch (IOException e) {
                steps.add(
                        new PipelineStep.DeliveryFailed(
                                event.id(),
                                rule.name(),
                                target.queue(),
                                String.valueOf(e.getMessage())));
            }
        }
    }

    private SqsQueue queue(LocalRule.Target target) {
        SqsQueue queue = queues.get(target.queue());
        if (queue == null) {
            throw new IllegalStateException("No queue " + target.queue());
        }
        return queue;
    }
}

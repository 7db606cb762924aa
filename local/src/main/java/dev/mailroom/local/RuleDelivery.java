package dev.mailroom.local;

import java.io.IOException;

/** Sends events to the targets of a rule. */
final class RuleDelivery {

    private final Recipients recipients;
    private final Steps steps;

    RuleDelivery(Recipients recipients, Steps steps) {
        this.recipients = recipients;
        this.steps = steps;
    }

    void deliver(LocalRule rule, BusEvent event) throws InterruptedException {
        for (LocalRule.Target target : rule.targets()) {
            String destination = target.destination().toString();
            steps.add(new PipelineStep.RuleMatched(event.id(), rule.name(), destination));
            try {
                String text = target.input().of(event, rule);
                recipients.send(
                        target.destination(), new OutgoingMessage(text, target.messageGroupId()));
            } catch (IOException e) {
                steps.add(
                        new PipelineStep.DeliveryFailed(
                                event.id(),
                                rule.name(),
                                destination,
                                String.valueOf(e.getMessage())));
            }
        }
    }
}

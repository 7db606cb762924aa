package dev.mailroom.local;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;

/** Sends events to the targets of a rule, and what a target does not take to its dead letters. */
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
                String fault = failed(rule, event, target.destination(), e);
                keep(rule, event, target, fault);
            }
        }
    }

    // C19
    private void keep(LocalRule rule, BusEvent event, LocalRule.Target target, String fault)
            throws InterruptedException {
        Destination deadLetters = target.deadLetters();
        if (deadLetters == null) {
            return;
        }
        ObjectNode attributes = Json.object();
        attributes.set("RULE_ARN", OutgoingMessage.attribute("String", rule.arn()));
        attributes.set("ERROR_MESSAGE", OutgoingMessage.attribute("String", fault));
        try {
            recipients.send(deadLetters, new OutgoingMessage(event.toJson(), null, attributes));
        } catch (IOException e) {
            var unused = failed(rule, event, deadLetters, e);
        }
    }

    private String failed(LocalRule rule, BusEvent event, Destination destination, IOException e) {
        String fault = String.valueOf(e.getMessage());
        steps.add(
                new PipelineStep.DeliveryFailed(
                        event.id(), rule.name(), destination.toString(), fault));
        return fault;
    }
}

package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.PipelineStep;

import java.io.IOException;

/**
 * Sends events to the targets of a rule, and what a target does not take to its dead letters, with
 * the documented attributes but those that tell of retries: there are none here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">Dead-letter
 *     queues of rules</a>
 */
public final class RuleDelivery {

    private final Recipients recipients;
    private final Steps steps;

    public RuleDelivery(Recipients recipients, Steps steps) {
        this.recipients = recipients;
        this.steps = steps;
    }

    void deliver(LocalRule rule, BusEvent event) throws InterruptedException {
        for (LocalRule.Target target : rule.targets()) {
            String destination = target.destination().toString();
            steps.add(new PipelineStep.RuleMatched(event.id(), rule.name(), destination));
            try {
                String text = target.input().of(event, rule.arn(), rule.name());
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
        attributes.set(
                "TARGET_ARN", OutgoingMessage.attribute("String", target.destination().arn()));
        attributes.set("ERROR_CODE", OutgoingMessage.attribute("String", "ERROR_FROM_TARGET"));
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

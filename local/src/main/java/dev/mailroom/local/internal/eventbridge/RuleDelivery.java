package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.step.EventStep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Sends events to the targets of a rule. Events that a target refuses go to its dead-letter queue,
 * with the documented attributes except those about retries, which do not exist here.
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

    /**
     * Warns if a message group of a rule looks like a path, because it is the same for all events.
     */
    void tellOfGroups(LocalRule rule) {
        for (RuleTarget target : rule.targets()) {
            String group = target.messageGroupId();
            if (group != null && group.startsWith("$")) {
                steps.add(
                        new EventStep.GroupIdIsNoPath(
                                rule.name(), target.destination().name(), group));
            }
        }
    }

    void deliver(LocalRule rule, BusEvent event, @Nullable String traceHeader)
            throws InterruptedException {
        for (RuleTarget target : rule.targets()) {
            steps.add(
                    new EventStep.RuleMatched(
                            event.id(), rule.name(), target.destination().toString()));
            send(rule, event, target, traceHeader);
        }
    }

    private void send(
            LocalRule rule, BusEvent event, RuleTarget target, @Nullable String traceHeader)
            throws InterruptedException {
        String text = target.input().of(event, rule.arn(), rule.name());
        if (text == null) {
            // C36
            String fault = "what its input transformer made of the event is not JSON";
            failed(rule, event, target.destination(), fault);
            keep(rule, event, target, "INVALID_JSON", fault);
            return;
        }
        try {
            recipients.send(
                    target.destination(),
                    new OutgoingMessage(text, target.messageGroupId(), traceHeader)
                            .forEvent(event.id()));
        } catch (IOException e) {
            String fault = String.valueOf(e.getMessage());
            failed(rule, event, target.destination(), fault);
            keep(rule, event, target, "ERROR_FROM_TARGET", fault);
        }
    }

    // C19
    private void keep(LocalRule rule, BusEvent event, RuleTarget target, String code, String fault)
            throws InterruptedException {
        Destination deadLetters = target.deadLetters();
        if (deadLetters == null) {
            return;
        }
        ObjectNode attributes = Json.object();
        attributes.set("RULE_ARN", OutgoingMessage.attribute("String", rule.arn()));
        attributes.set(
                "TARGET_ARN", OutgoingMessage.attribute("String", target.destination().arn()));
        attributes.set("ERROR_CODE", OutgoingMessage.attribute("String", code));
        attributes.set("ERROR_MESSAGE", OutgoingMessage.attribute("String", fault));
        try {
            recipients.send(
                    deadLetters,
                    new OutgoingMessage(event.toJson(), null, attributes).forEvent(event.id()));
        } catch (IOException e) {
            failed(rule, event, deadLetters, String.valueOf(e.getMessage()));
        }
    }

    private void failed(LocalRule rule, BusEvent event, Destination destination, String fault) {
        steps.add(
                new EventStep.DeliveryFailed(
                        event.id(), rule.name(), destination.toString(), fault));
    }
}

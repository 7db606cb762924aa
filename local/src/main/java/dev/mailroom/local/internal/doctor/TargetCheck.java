package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.Block;
import dev.mailroom.local.internal.template.Place;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Checks the targets of rules and schedules. */
final class TargetCheck {

    private final Round round;
    private final DestinationCheck destinations;
    private final ResourcePolicies policies;

    TargetCheck(Round round) {
        this.round = round;
        this.destinations = new DestinationCheck(round);
        this.policies = new ResourcePolicies(round);
    }

    void check(RuleBlock rule, TargetBlock target) {
        round.attempt(rule.resource(), () -> destination(rule, target));
        round.attempt(rule.resource(), target::input);
        round.attempt(rule.resource(), () -> deadLetters(rule, target.block()));
    }

    private void destination(RuleBlock rule, TargetBlock target) {
        @Nullable Destination destination = target.destination();
        if (destination == null || destination.kind() == Destination.Kind.BUS) {
            return;
        }
        Place place = target.block().place().at("Arn");
        // SAM lets in the rule that it makes for a function.
        boolean permitted = rule.form().byScheduler() || rule.isOfFunction();
        destinations.check(destination, place, Sender.of(rule), permitted);
        order(destination, target);
        role(rule, target.block(), destination);
    }

    private void deadLetters(RuleBlock rule, Block target) {
        Block config = target.block("DeadLetterConfig");
        if (!target.has("DeadLetterConfig")) {
            round.find(
                    config.place(),
                    "there is no dead-letter queue: what EventBridge cannot deliver within a day"
                            + " is lost (C19).");
        } else if (!config.has("Type")) {
            // With a type, SAM makes the queue.
            Destination queue = Destination.queue(config.queue("Arn"));
            Place place = config.place().at("Arn");
            boolean permitted = rule.form().byScheduler();
            var unused = destinations.admitted(queue, place, Sender.of(rule), permitted);
            role(rule, target, queue);
        }
    }

    // Scheduler sends by a role, and SAM makes that of a function.
    private void role(RuleBlock rule, Block target, Destination destination) {
        if (!rule.form().byScheduler() || rule.isOfFunction()) {
            return;
        }
        Place place = target.place().at("RoleArn");
        if (!target.has("RoleArn")) {
            round.find(place, "there is no role by which the schedule may send.");
        } else if (!policies.lets(target.text("RoleArn"), destination)) {
            round.find(place, "the role does not let the schedule send to " + destination + ".");
        }
    }

    private void order(Destination destination, TargetBlock target) {
        @Nullable Resource queue =
                destination.kind() == Destination.Kind.QUEUE ? round.resource(destination) : null;
        if (queue == null || !MappingCheck.isFifo(queue)) {
            return;
        }
        if (target.messageGroupId() == null) {
            round.find(
                    target.block().place().at("SqsParameters.MessageGroupId"),
                    "a FIFO queue takes no message without a group.");
        }
        if (!queue.properties().flag("ContentBasedDeduplication", false)) {
            round.find(
                    queue.place().at("ContentBasedDeduplication"),
                    "EventBridge sets no deduplication id: without this the queue refuses its"
                            + " events (C20).");
        }
    }
}

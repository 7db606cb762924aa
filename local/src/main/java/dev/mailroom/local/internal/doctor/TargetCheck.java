package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Checks the targets of rules and schedules, except those beside the path. */
final class TargetCheck {

    private final Round round;
    private final DestinationCheck destinations;
    private final Roles roles;

    TargetCheck(Round round) {
        this.round = round;
        this.destinations = new DestinationCheck(round);
        this.roles = new Roles(round);
    }

    void check(RuleBlock rule, TargetBlock target) {
        @Nullable Destination destination = Round.destination(target);
        if (destination == null) {
            return;
        }
        round.attempt(rule.resource(), () -> destination(rule, target, destination));
        round.attempt(rule.resource(), target::input);
        round.attempt(rule.resource(), () -> deadLetters(rule, target.block()));
    }

    private void destination(RuleBlock rule, TargetBlock target, Destination destination) {
        // SAM grants permission to the rule that it creates for a function.
        boolean permitted = rule.form().byScheduler() || rule.isOfFunction();
        destinations.check(destination, target.block(), "Arn", Sender.of(rule), permitted);
        order(destination, target);
        role(rule, target.block(), destination);
    }

    // C19: EventBridge tries for a day.
    private void deadLetters(RuleBlock rule, Block target) {
        Block config = target.block("DeadLetterConfig");
        if (!target.has("DeadLetterConfig")) {
            round.lost(
                    config.place(),
                    "there is no dead-letter queue: what EventBridge cannot deliver within a day"
                            + " is lost",
                    "name a queue with DeadLetterConfig");
        } else if (!config.has("Type")) {
            // With a type, SAM creates the queue.
            deadLetterQueue(rule, target, config);
        }
    }

    private void deadLetterQueue(RuleBlock rule, Block target, Block config) {
        String arn = Known.text(config, "Arn");
        Destination queue = Round.destination(arn);
        if (queue == null) {
            return;
        }
        if (queue.kind() != Destination.Kind.QUEUE) {
            round.lost(
                    config.place().at("Arn"),
                    "it is a "
                            + queue.kind().word()
                            + ": EventBridge keeps what it cannot deliver"
                            + " in queues alone",
                    "use a standard queue");
            return;
        }
        boolean permitted = rule.form().byScheduler();
        Resource resource = destinations.admitted(queue, config, "Arn", Sender.of(rule), permitted);
        role(rule, target, queue);
        if (resource != null && Round.isFifo(resource)) {
            round.lost(
                    config.place().at("Arn"),
                    "'"
                            + resource.id()
                            + "' is a FIFO queue: EventBridge keeps what it cannot"
                            + " deliver in standard queues alone",
                    "use a standard queue");
        }
    }

    // Scheduler sends with a role, which SAM creates for a function.
    private void role(RuleBlock rule, Block target, Destination destination) {
        if (!rule.form().byScheduler() || rule.isOfFunction()) {
            return;
        }
        if (!target.has("RoleArn")) {
            round.lost(
                    target.place().at("RoleArn"),
                    "there is no role with which the schedule may send",
                    "name a role that lets it do " + Sender.sending(destination.kind()));
            return;
        }
        Access send = Access.ofRole(Sender.sending(destination.kind()), destination.arn());
        String role = target.text("RoleArn");
        if (!Unknown.in(role) && roles.ofRole(role).let(send) == Verdict.NO) {
            round.lost(
                    target.place().at("RoleArn"),
                    "the role does not let the schedule send to " + destination,
                    "let it do " + Sender.sending(destination.kind()) + " there");
        }
    }

    private void order(Destination destination, TargetBlock target) {
        Resource queue =
                destination.kind() == Destination.Kind.QUEUE ? round.resource(destination) : null;
        if (queue == null || !Round.isFifo(queue)) {
            return;
        }
        Block parameters = target.block().block("SqsParameters");
        if (!parameters.has("MessageGroupId")) {
            round.lost(
                    parameters.place().at("MessageGroupId"),
                    "a FIFO queue takes no message without a group",
                    "name a group");
        }
        // C20: nor one without a deduplication id.
        if (!Known.flag(queue.properties(), "ContentBasedDeduplication", false)) {
            round.lost(
                    queue.place().at("ContentBasedDeduplication"),
                    "EventBridge sets no deduplication id: without this the queue refuses its"
                            + " events",
                    "write ContentBasedDeduplication: true");
        }
    }
}

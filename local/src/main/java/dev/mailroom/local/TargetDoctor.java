package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

/** Checks the targets of rules and schedules. */
final class TargetDoctor {

    private final DoctorRound round;
    private final DestinationDoctor destinations;
    private final ResourcePolicies policies;

    TargetDoctor(DoctorRound round) {
        this.round = round;
        this.destinations = new DestinationDoctor(round);
        this.policies = new ResourcePolicies(round);
    }

    void check(TemplateRule rule, TemplateTarget target) {
        round.attempt(rule.resource(), () -> destination(rule, target));
        round.attempt(rule.resource(), target::input);
        round.attempt(rule.resource(), () -> deadLetters(rule, target.block()));
    }

    private void destination(TemplateRule rule, TemplateTarget target) {
        Destination destination = target.destination();
        TemplatePlace place = target.block().place().at("Arn");
        // SAM lets in the rule that it makes for a function.
        boolean permitted = rule.form().byScheduler() || rule.isOfFunction();
        destinations.check(destination, place, Sender.of(rule), permitted);
        order(destination, target);
        role(rule, target.block(), destination);
    }

    private void deadLetters(TemplateRule rule, TemplateBlock target) {
        TemplateBlock config = target.block("DeadLetterConfig");
        if (!target.has("DeadLetterConfig")) {
            round.find(
                    config.place(),
                    "there is no dead-letter queue: what EventBridge cannot deliver within a day"
                            + " is lost (C19).");
        } else if (!config.has("Type")) {
            // With a type, SAM makes the queue.
            Destination queue = Destination.queue(TemplateQueues.queueOf(config, "Arn"));
            TemplatePlace place = config.place().at("Arn");
            boolean permitted = rule.form().byScheduler();
            var unused = destinations.admitted(queue, place, Sender.of(rule), permitted);
            role(rule, target, queue);
        }
    }

    // Scheduler sends by a role, and SAM makes that of a function.
    private void role(TemplateRule rule, TemplateBlock target, Destination destination) {
        if (!rule.form().byScheduler() || rule.isOfFunction()) {
            return;
        }
        TemplatePlace place = target.place().at("RoleArn");
        if (!target.has("RoleArn")) {
            round.find(place, "there is no role by which the schedule may send.");
        } else if (!policies.lets(target.text("RoleArn"), destination)) {
            round.find(place, "the role does not let the schedule send to " + destination + ".");
        }
    }

    private void order(Destination destination, TemplateTarget target) {
        @Nullable TemplateResource queue =
                destination.kind() == Destination.Kind.QUEUE ? round.resource(destination) : null;
        if (queue == null || !MappingDoctor.isFifo(queue)) {
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

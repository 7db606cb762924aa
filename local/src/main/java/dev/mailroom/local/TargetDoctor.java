package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

/** Checks the targets of rules and schedules. */
final class TargetDoctor {

    private final DoctorRound round;
    private final DestinationDoctor destinations;

    TargetDoctor(DoctorRound round) {
        this.round = round;
        this.destinations = new DestinationDoctor(round);
    }

    void check(TemplateRule rule, TemplateTarget target) {
        Sender sender = Sender.of(rule);
        TemplatePlace place = target.block().place();
        // Scheduler sends by a role, and SAM lets a rule in that it makes for a function.
        boolean byRole = rule.form().byScheduler();
        round.attempt(
                rule.resource(),
                () -> {
                    Destination destination = target.destination();
                    destinations.check(
                            destination, place.at("Arn"), sender, byRole || rule.isOfFunction());
                    order(destination, target);
                });
        round.attempt(rule.resource(), target::input);
        if (byRole && !rule.isOfFunction() && !target.block().has("RoleArn")) {
            round.find(place.at("RoleArn"), "there is no role by which the schedule may send.");
        }
        round.attempt(rule.resource(), () -> deadLetters(target.block(), sender, byRole));
    }

    private void deadLetters(TemplateBlock target, Sender sender, boolean byRole) {
        TemplatePlace place = target.place().at("DeadLetterConfig");
        TemplateBlock config = target.block("DeadLetterConfig");
        if (!target.has("DeadLetterConfig")) {
            round.find(
                    place,
                    "there is no dead-letter queue: what EventBridge cannot deliver within a day"
                            + " is lost (C19).");
        } else if (!config.has("Type")) {
            // With a type, SAM makes the queue.
            Destination queue = Destination.queue(TemplateQueues.queueOf(config, "Arn"));
            var unused = destinations.admitted(queue, place.at("Arn"), sender, byRole);
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

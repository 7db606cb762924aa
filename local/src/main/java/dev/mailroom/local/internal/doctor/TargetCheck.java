package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.InputTransformer;
import dev.mailroom.local.model.JsonPath;
import dev.mailroom.local.model.TargetInput;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the targets of rules and schedules, except those beside the path. */
final class TargetCheck {

    private static final Set<String> OBJECTS = Set.of("$", "$.detail");
    private static final BusEvent SAMPLE =
            new BusEvent("id", "source", "type", Instant.EPOCH, List.of(), "{\"number\":1}");

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
            round.namesByArn(target.block(), "Arn");
            return;
        }
        round.attempt(rule.resource(), () -> destination(rule, target, destination));
        round.attempt(rule.resource(), () -> input(rule, target));
        round.attempt(rule.resource(), () -> deadLetters(rule, target.block()));
    }

    private void destination(RuleBlock rule, TargetBlock target, Destination destination) {
        // SAM grants permission to the rule that it creates for a function.
        boolean permitted = rule.form().byScheduler() || rule.isOfFunction();
        destinations.check(destination, target.block(), "Arn", Sender.of(rule), permitted);
        order(destination, target);
        role(rule, target.block(), destination);
    }

    private void input(RuleBlock rule, TargetBlock target) {
        TargetInput input = Known.input(target);
        if (input instanceof TargetInput.Constant constant
                && !rule.form().byScheduler()
                && !Unknown.in(constant.text())
                && !Json.isValid(constant.text())) {
            round.lost(
                    target.block().place().at("Input"),
                    "it is not JSON: AWS refuses the rule",
                    "write a text in quotes, such as '\"text\"'");
        }
        if (input instanceof InputTransformer transformer
                && !Unknown.in(transformer.template())
                && !makesJson(transformer, "$.id")
                && !makesJson(transformer, "$.detail.number")) {
            round.lost(
                    target.block().place().at("InputTransformer.InputTemplate"),
                    "what it makes of an event is not JSON: EventBridge does not deliver it",
                    "write a variable that stands for an object without quotes around it");
        }
    }

    // C36: of the paths, only these certainly lead to an object. The others get a value that fits.
    private static boolean makesJson(InputTransformer transformer, String fitting) {
        Map<String, JsonPath> paths = new HashMap<>(transformer.paths());
        paths.replaceAll(
                (name, path) -> OBJECTS.contains(path.text()) ? path : JsonPath.parse(fitting));
        return new InputTransformer(paths, transformer.template()).of(SAMPLE, "arn", "rule")
                != null;
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
            round.namesByArn(config, "Arn");
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
        String role = target.text("RoleArn");
        Place place = target.place().at("RoleArn");
        roles.trust(role, Sender.of(rule).service(), Unknown.of("Schedule"), place);
        Access send = Access.ofRole(Sender.sending(destination.kind()), destination.arn());
        if (!Unknown.in(role) && roles.ofRole(role).let(send) == Verdict.NO) {
            round.lost(
                    place,
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

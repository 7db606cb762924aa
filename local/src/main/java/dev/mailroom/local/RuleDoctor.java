package dev.mailroom.local;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.RuleCompiler;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks rules, their targets, and whether they and the routes meet. */
final class RuleDoctor {

    private static final Doctor.Route TICK = new Doctor.Route("aws.events", "Scheduled Event");

    private final DoctorRound round;
    private final QueuePolicies policies;
    private final List<Doctor.Route> routes;
    private final Set<Doctor.Route> fed = new HashSet<>();

    RuleDoctor(DoctorRound round, List<Doctor.Route> routes) {
        this.round = round;
        this.policies = new QueuePolicies(round);
        this.routes = routes;
    }

    void check() {
        for (TemplateResource rule : round.resources("AWS::Events::Rule")) {
            round.attempt(rule, () -> check(rule));
        }
        for (Doctor.Route route : routes) {
            if (!fed.contains(route)) {
                round.find(
                        new TemplatePlace("", ""),
                        "no rule feeds the route "
                                + route.source()
                                + " / "
                                + route.detailType()
                                + ".");
            }
        }
    }

    private void check(TemplateResource rule) {
        TemplateBlock properties = rule.properties();
        if (!properties.text("State", "ENABLED").startsWith("ENABLED")) {
            return;
        }
        if (properties.has("EventPattern")) {
            round.attempt(rule, () -> pattern(properties));
        } else {
            tick(properties);
        }
        List<TemplateBlock> targets = properties.blocks("Targets");
        if (targets.isEmpty()) {
            round.find(properties.place().at("Targets"), "there are none: its events are lost.");
        }
        for (TemplateBlock target : targets) {
            round.attempt(rule, () -> target(rule, target));
        }
    }

    private void pattern(TemplateBlock rule) {
        JsonNode pattern = rule.json("EventPattern");
        TemplatePlace place = rule.place().at("EventPattern");
        String fault = RuleCompiler.check(Json.write(pattern)); // C23
        if (fault != null) {
            round.find(place, "it does not compile: " + fault);
            return;
        }
        RoutePattern routed = RoutePattern.of(pattern);
        List<Doctor.Route> wanted = routes.stream().filter(routed::matches).toList();
        fed.addAll(wanted);
        if (!routes.isEmpty() && wanted.isEmpty()) {
            round.find(place, "no route wants what it matches.");
        }
    }

    private void tick(TemplateBlock rule) {
        fed.add(TICK);
        if (!routes.isEmpty() && !routes.contains(TICK) && !hasOwnInput(rule)) {
            round.find(rule.place().at("ScheduleExpression"), "no route wants its events (C17).");
        }
    }

    private static boolean hasOwnInput(TemplateBlock rule) {
        return rule.blocks("Targets").stream()
                .anyMatch(target -> target.has("Input") || target.has("InputTransformer"));
    }

    private void target(TemplateResource rule, TemplateBlock target) {
        String arn = round.names().attribute(rule.id(), "Arn", rule.place());
        TemplateResource queue = queue(target, "Arn");
        if (queue != null) {
            admission(queue, arn, rule);
            order(target, queue);
            read(queue);
        }
        round.attempt(rule, () -> new TemplateTarget(target, "").input());
        if (!target.has("DeadLetterConfig")) {
            round.find(
                    target.place().at("DeadLetterConfig"),
                    "there is no dead-letter queue: what EventBridge cannot deliver within a day"
                            + " is lost (C19).");
            return;
        }
        TemplateResource deadLetterQueue = queue(target.block("DeadLetterConfig"), "Arn");
        if (deadLetterQueue != null) {
            admission(deadLetterQueue, arn, rule);
        }
    }

    private @Nullable TemplateResource queue(TemplateBlock block, String property) {
        String name = TemplateQueues.queueOf(block, property);
        TemplateResource queue = round.queue(name);
        if (queue == null) {
            round.find(
                    block.place().at(property),
                    "there is no queue '" + name + "' in the template.");
        }
        return queue;
    }

    private void admission(TemplateResource queue, String ruleArn, TemplateResource rule) {
        switch (policies.of(queue, ruleArn)) {
            case NONE ->
                    round.find(
                            queue.place(),
                            "no queue policy lets rule '" + rule.id() + "' send to it (C21).");
            case EVERYBODY ->
                    round.find(
                            queue.place(),
                            "its queue policy admits the rules of every account: limit it by"
                                    + " aws:SourceArn (C21).");
            case THE_RULE -> {
                // As it should be.
            }
        }
    }

    private void order(TemplateBlock target, TemplateResource queue) {
        if (!MappingDoctor.isFifo(queue)) {
            return;
        }
        if (!target.block("SqsParameters").has("MessageGroupId")) {
            round.find(
                    target.place().at("SqsParameters.MessageGroupId"),
                    "a FIFO queue takes no message without a group.");
        }
        if (!queue.properties().flag("ContentBasedDeduplication", false)) {
            round.find(
                    queue.place().at("ContentBasedDeduplication"),
                    "EventBridge sets no deduplication id: without this the queue refuses its"
                            + " events (C20).");
        }
    }

    private void read(TemplateResource queue) {
        String name = round.names().name(queue.id(), queue.place());
        boolean isRead =
                round.mappings().stream()
                        .anyMatch(
                                mapping ->
                                        mapping.queue().equals(name)
                                                && mapping.settings().flag("Enabled", true));
        if (!isRead) {
            round.find(queue.place(), "a rule sends to it, and no function reads it.");
        }
    }
}

package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.LocalRule;

import java.util.List;

/** Checks rules and schedules: their buses, their targets, and the routes that they feed. */
final class RuleCheck {

    private static final int MOST_TARGETS = 5;
    private static final String TO_EVENTBRIDGE = "EventBridgeConfiguration";

    private final Round round;
    private final RouteCheck routes;
    private final TargetCheck targets;

    RuleCheck(Round round, List<Route> routes) {
        this.round = round;
        this.routes = new RouteCheck(round, routes);
        this.targets = new TargetCheck(round);
    }

    void check() {
        for (RuleBlock rule : round.rules()) {
            round.attempt(rule.resource(), () -> check(rule));
        }
        for (SubscriberBlock subscriber : round.subscribers()) {
            round.attempt(subscriber.resource(), () -> routes.check(subscriber));
        }
        routes.unfed();
    }

    private void check(RuleBlock rule) {
        if (!rule.isOn()) {
            return;
        }
        round.attempt(rule.resource(), () -> bus(rule));
        round.attempt(rule.resource(), () -> buckets(rule));
        round.attempt(rule.resource(), () -> routes.check(rule));
        List<TargetBlock> all = rule.targets();
        if (all.isEmpty()) {
            round.lost(
                    rule.settings().place().at("Targets"),
                    "there are none: its events are lost",
                    "name a queue");
        }
        if (all.size() > MOST_TARGETS) {
            round.lost(
                    rule.settings().place().at("Targets"),
                    "there are " + all.size() + ": AWS refuses the rule",
                    "write at most " + MOST_TARGETS + ", and another rule for the rest");
        }
        for (TargetBlock target : all) {
            round.attempt(rule.resource(), () -> targets.check(rule, target));
        }
    }

    private void buckets(RuleBlock rule) {
        JsonNode pattern = rule.settings().node().path(rule.form().pattern());
        for (JsonNode name : pattern.path("detail").path("bucket").path("name")) {
            Resource bucket = round.resource(Written.reference(name));
            if (bucket != null && bucket.type().equals("AWS::S3::Bucket") && isSilent(bucket)) {
                round.lost(
                        bucket.place().at("NotificationConfiguration"),
                        "rule '" + rule.id() + "' waits for its events, and it sends none",
                        "write EventBridgeConfiguration: {EventBridgeEnabled: true}");
            }
        }
    }

    // A custom resource, such as CDK's, may set it.
    private boolean isSilent(Resource bucket) {
        Block sent = bucket.properties().block("NotificationConfiguration");
        boolean sends =
                sent.has(TO_EVENTBRIDGE)
                        && Known.flag(sent.block(TO_EVENTBRIDGE), "EventBridgeEnabled", true);
        return !sends
                && round.resources().stream()
                        .noneMatch(one -> one.type().matches("Custom::.*|.*::CustomResource"));
    }

    private void bus(RuleBlock rule) {
        String bus = rule.bus();
        boolean made =
                bus.equals(LocalRule.DEFAULT_BUS)
                        || round.resources("AWS::Events::EventBus").stream()
                                .anyMatch(resource -> name(resource).equals(bus));
        if (!made && Written.here(rule.settings().node().path("EventBusName"))) {
            round.lost(
                    rule.settings().place().at("EventBusName"),
                    "the template makes no bus '"
                            + bus
                            + "': events for the rule have nowhere to"
                            + " go",
                    "add an AWS::Events::EventBus, or take the name from a parameter if the bus is"
                            + " made elsewhere");
        }
    }

    private String name(Resource bus) {
        return round.names().name(bus.id(), bus.place());
    }
}

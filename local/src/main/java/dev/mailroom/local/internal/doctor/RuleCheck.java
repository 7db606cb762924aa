package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.TargetBlock;

import java.util.List;

/** Checks rules and schedules: where they send to, and whether they and the routes meet. */
final class RuleCheck {

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
        routes.unfed();
    }

    private void check(RuleBlock rule) {
        if (!rule.isOn()) {
            return;
        }
        round.attempt(rule.resource(), () -> routes.check(rule));
        List<TargetBlock> all = rule.targets();
        if (all.isEmpty()) {
            round.find(
                    rule.settings().place().at("Targets"), "there are none: its events are lost.");
        }
        for (TargetBlock target : all) {
            targets.check(rule, target);
        }
    }
}

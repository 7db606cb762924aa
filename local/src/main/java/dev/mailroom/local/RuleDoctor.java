package dev.mailroom.local;

import java.util.List;

/** Checks rules and schedules: where they send to, and whether they and the routes meet. */
final class RuleDoctor {

    private final DoctorRound round;
    private final RouteDoctor routes;
    private final TargetDoctor targets;

    RuleDoctor(DoctorRound round, List<Doctor.Route> routes) {
        this.round = round;
        this.routes = new RouteDoctor(round, routes);
        this.targets = new TargetDoctor(round);
    }

    void check() {
        for (TemplateRule rule : round.rules()) {
            round.attempt(rule.resource(), () -> check(rule));
        }
        routes.unfed();
    }

    private void check(TemplateRule rule) {
        if (!rule.isOn()) {
            return;
        }
        round.attempt(rule.resource(), () -> routes.check(rule));
        List<TemplateTarget> all = rule.targets();
        if (all.isEmpty()) {
            round.find(
                    rule.settings().place().at("Targets"), "there are none: its events are lost.");
        }
        for (TemplateTarget target : all) {
            targets.check(rule, target);
        }
    }
}

package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads rules and schedules from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html">AWS::Events::Rule</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html">AWS::Scheduler::Schedule</a>
 */
final class RuleReader {

    private RuleReader() {}

    /** The rules of a resource, without those that are switched off. */
    static List<LocalRule> of(Resource resource, Names names, Notes notes) {
        List<LocalRule> rules = new ArrayList<>();
        for (RuleBlock rule : RuleBlock.of(resource, names)) {
            Block settings = rule.settings();
            notes.properties(
                    settings.place(),
                    settings.only(rule.form().known(), rule.form().withoutMeaning()));
            if (rule.isOn()) {
                rules.add(rule(rule, notes));
            } else {
                String kind = rule.form().byScheduler() ? "schedule" : "rule";
                notes.line(settings.place().at("State"), "the " + kind + " is off.");
            }
        }
        return rules;
    }

    private static LocalRule rule(RuleBlock template, Notes notes) {
        LocalRule rule = withoutTargets(template).onBus(template.bus());
        for (TargetBlock target : template.targets()) {
            rule = rule.with(target(template, target, notes));
        }
        return rule;
    }

    private static LocalRule withoutTargets(RuleBlock rule) {
        RuleForm form = rule.form();
        @Nullable String schedule = rule.settings().textOrNull(form.schedule());
        rule.settings().place().check(rule.hasPattern() != (schedule != null), form.needed());
        if (schedule == null) {
            return LocalRule.matching(
                    rule.name(), Json.write(rule.settings().json(form.pattern())));
        }
        return form.byScheduler()
                ? LocalRule.byScheduler(rule.name(), schedule)
                : LocalRule.scheduled(rule.name(), schedule);
    }

    private static LocalRule.Target target(RuleBlock rule, TargetBlock target, Notes notes) {
        Block block = target.block();
        if (!rule.isOfFunction()) {
            notes.properties(
                    block.place(),
                    block.only(rule.form().knownOfTarget(), Set.of("RetryPolicy", "RoleArn")));
        }
        if (rule.form().byScheduler()) {
            block.place()
                    .at("Input")
                    .check(
                            !block.text("Input", "").contains("<aws.scheduler."),
                            "context attributes are not supported locally.");
        }
        return new LocalRule.Target(
                target.destination(),
                target.messageGroupId(),
                target.input(),
                block.has("DeadLetterConfig")
                        ? deadLetters(block.block("DeadLetterConfig"), notes)
                        : null);
    }

    private static @Nullable Destination deadLetters(Block config, Notes notes) {
        config.only("Arn", "Type", "QueueLogicalId");
        if (config.has("Type")) {
            notes.line(config.place(), "the queue that SAM makes is not made here.");
            return null;
        }
        return Destination.queue(config.queue("Arn"));
    }
}

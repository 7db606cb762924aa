package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Remarks;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Reads rules and schedules from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html">AWS::Events::Rule</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html">AWS::Scheduler::Schedule</a>
 */
final class RuleReader {

    private static final List<String> STATES =
            List.of("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    private static final PropertyRules DEAD_LETTERS =
            PropertyRules.reading("Arn", "Type", "QueueLogicalId");

    private final Receivers receivers;

    RuleReader(Receivers receivers) {
        this.receivers = receivers;
    }

    /** The rule; null, with a note, if it sends nothing. */
    @Nullable LocalRule rule(RuleBlock template) {
        Block settings = template.settings();
        Remarks remarks = settings.remarks();
        settings.check(template.form().properties());
        var unused = settings.oneOf("State", "ENABLED", STATES);
        LocalRule rule = withoutTargets(template);
        if (!template.isOn()) {
            String kind = template.form().byScheduler() ? "schedule" : "rule";
            remarks.note(settings.place().at("State"), "the " + kind + " is off.");
            return null;
        }
        for (TargetBlock target : template.targets()) {
            RuleTarget own = target(template, target);
            rule = own == null ? rule : rule.with(own);
        }
        if (rule.targets().isEmpty() && template.isOfFunction()) {
            // A target that does not run has a note.
            return null;
        }
        if (rule.targets().isEmpty()) {
            remarks.note(settings.place(), "it has no target here: what it matches goes nowhere.");
            return null;
        }
        return rule;
    }

    private LocalRule withoutTargets(RuleBlock rule) {
        RuleForm form = rule.form();
        Block settings = rule.settings();
        @Nullable String schedule = settings.textOrNull(form.schedule());
        settings.place().check(rule.hasPattern() || schedule != null, form.needed());
        settings.place()
                .check(
                        !rule.hasPattern() || schedule == null,
                        "an EventPattern and a ScheduleExpression in one rule are not simulated:"
                                + " write two rules.");
        String bus = receivers.bus(rule.bus(), settings.place().at("EventBusName"));
        if (schedule == null) {
            JsonNode pattern = settings.document(form.pattern());
            known(pattern, settings, settings.place().at(form.pattern()));
            return LocalRule.matching(rule.name(), Json.write(pattern)).onBus(bus);
        }
        return form.byScheduler()
                ? LocalRule.byScheduler(rule.name(), SchedulerTimes.of(rule, schedule))
                : LocalRule.scheduled(rule.name(), schedule).onBus(bus);
    }

    // A placeholder has the right shape, which is not enough to match an event.
    private static void known(JsonNode pattern, Block settings, Place place) {
        if (pattern.isTextual() && settings.isPlaceholder(pattern.asText())) {
            settings.remarks()
                    .error(
                            place,
                            "'"
                                    + pattern.asText()
                                    + "' is only a placeholder, and would match nothing: give it"
                                    + " a value.");
        }
        pattern.forEach(part -> known(part, settings, place));
    }

    private @Nullable RuleTarget target(RuleBlock rule, TargetBlock target) {
        Block block = target.block();
        @Nullable Destination destination =
                rule.isOfFunction()
                        ? own(target)
                        : receivers.receiving(target.destination(), block.place().at("Arn"));
        if (destination == null) {
            return null;
        }
        if (!rule.isOfFunction()) {
            block.check(rule.form().ofTarget());
        }
        if (rule.form().byScheduler()) {
            block.place()
                    .at("Input")
                    .check(
                            !block.text("Input", "").contains("<aws.scheduler."),
                            "context attributes are not simulated.");
        }
        return new RuleTarget(
                destination,
                target.messageGroupId(),
                target.input(),
                block.has("DeadLetterConfig")
                        ? deadLetters(block.block("DeadLetterConfig"))
                        : null);
    }

    private @Nullable Destination own(TargetBlock target) {
        return receivers.runs(target.function()) ? target.destination() : null;
    }

    private @Nullable Destination deadLetters(Block config) {
        config.check(DEAD_LETTERS);
        return receivers.receiving(
                Destination.queue(config.queue("Arn")), config.place().at("Arn"));
    }
}

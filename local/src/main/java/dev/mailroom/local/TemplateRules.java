package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * Reads rules from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html">AWS::Events::Rule</a>
 */
final class TemplateRules {

    private static final Set<String> KNOWN =
            Set.of(
                    "Name",
                    "EventBusName",
                    "EventPattern",
                    "ScheduleExpression",
                    "State",
                    "Targets");
    private static final Set<String> WITHOUT_MEANING = Set.of("Description", "RoleArn", "Tags");

    private TemplateRules() {}

    /** The rule, none if it is switched off. */
    static Optional<LocalRule> rule(
            TemplateResource resource, TemplateNames names, TemplateNotes notes) {
        TemplateBlock properties = resource.properties();
        notes.properties(resource, properties.only(KNOWN, WITHOUT_MEANING));
        if (!properties.text("State", "ENABLED").startsWith("ENABLED")) {
            notes.line(properties.place().at("State"), "the rule is off.");
            return Optional.empty();
        }
        LocalRule rule =
                withoutTargets(names.name(resource.id(), resource.place()), properties)
                        .onBus(LocalAccount.busName(properties.text("EventBusName", "default")));
        for (TemplateBlock target : properties.blocks("Targets")) {
            rule = withTarget(rule, target, notes);
        }
        return Optional.of(rule);
    }

    private static LocalRule withoutTargets(String name, TemplateBlock properties) {
        @Nullable String schedule = properties.textOrNull("ScheduleExpression");
        boolean hasPattern = properties.has("EventPattern");
        properties
                .place()
                .check(
                        hasPattern != (schedule != null),
                        "needs either an EventPattern or a ScheduleExpression.");
        return schedule == null
                ? LocalRule.matching(name, Json.write(properties.json("EventPattern")))
                : LocalRule.scheduled(name, schedule);
    }

    private static LocalRule withTarget(LocalRule rule, TemplateBlock target, TemplateNotes notes) {
        Set<String> noted =
                target.only(
                        Set.of("Id", "Arn", "DeadLetterConfig", "SqsParameters"),
                        Set.of("RetryPolicy", "RoleArn"));
        if (!noted.isEmpty()) {
            notes.line(target.place(), "no local meaning of " + String.join(", ", noted) + ".");
        }
        String queue = TemplateQueues.queueOf(target, "Arn");
        if (target.has("DeadLetterConfig")) {
            String deadLetterQueue =
                    TemplateQueues.queueOf(target.block("DeadLetterConfig"), "Arn");
            notes.line(
                    target.place().at("DeadLetterConfig"),
                    "queue " + deadLetterQueue + " stays empty: every delivery works here.");
        }
        @Nullable String group = target.block("SqsParameters").textOrNull("MessageGroupId");
        return group == null ? rule.toQueue(queue) : rule.toQueue(queue, group);
    }
}

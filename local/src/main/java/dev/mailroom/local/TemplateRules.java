package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
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
                        Set.of(
                                "Id",
                                "Arn",
                                "DeadLetterConfig",
                                "SqsParameters",
                                "Input",
                                "InputPath",
                                "InputTransformer"),
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
        return rule.with(new LocalRule.Target(queue, group, input(target)));
    }

    static TargetInput input(TemplateBlock target) {
        String path = target.textOrNull("InputPath");
        String constant = target.textOrNull("Input");
        TemplateBlock transformer = target.block("InputTransformer");
        boolean transforms = target.has("InputTransformer");
        int inputs = (path == null ? 0 : 1) + (constant == null ? 0 : 1) + (transforms ? 1 : 0);
        target.place()
                .check(inputs <= 1, "Input, InputPath and InputTransformer exclude one another.");
        if (path != null) {
            return new TargetInput.Part(JsonPath.parse(path));
        }
        if (constant != null) {
            return new TargetInput.Constant(constant);
        }
        return transforms ? transformer(transformer) : new TargetInput.Whole();
    }

    private static TargetInput transformer(TemplateBlock transformer) {
        transformer.only("InputPathsMap", "InputTemplate");
        TemplateBlock map = transformer.block("InputPathsMap");
        Map<String, JsonPath> paths = new HashMap<>();
        for (String name : map.names()) {
            paths.put(name, JsonPath.parse(map.text(name)));
        }
        return new InputTransformer(paths, transformer.text("InputTemplate"));
    }
}

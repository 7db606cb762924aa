package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/**
 * Reads schedules of EventBridge Scheduler from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html">AWS::Scheduler::Schedule</a>
 */
final class TemplateSchedules {

    private static final Set<String> WITHOUT_MEANING =
            Set.of("Description", "FlexibleTimeWindow", "GroupName", "KmsKeyArn");

    private TemplateSchedules() {}

    /** The schedule, none if it is switched off. */
    static Optional<LocalRule> schedule(
            TemplateResource resource, TemplateNames names, TemplateNotes notes) {
        TemplateBlock properties = resource.properties();
        Set<String> known = Set.of("Name", "ScheduleExpression", "State", "Target");
        notes.properties(resource, properties.only(known, WITHOUT_MEANING));
        if (properties.text("State", "ENABLED").equals("DISABLED")) {
            notes.line(properties.place().at("State"), "the schedule is off.");
            return Optional.empty();
        }
        String name = names.name(resource.id(), resource.place());
        LocalRule schedule = LocalRule.byScheduler(name, properties.text("ScheduleExpression"));
        return Optional.of(schedule.with(target(properties.block("Target"), notes)));
    }

    private static LocalRule.Target target(TemplateBlock target, TemplateNotes notes) {
        Set<String> noted =
                target.only(
                        Set.of("Arn", "Input", "SqsParameters"),
                        Set.of("DeadLetterConfig", "RetryPolicy", "RoleArn"));
        if (!noted.isEmpty()) {
            notes.line(target.place(), "no local meaning of " + String.join(", ", noted) + ".");
        }
        @Nullable String input = target.textOrNull("Input");
        target.place()
                .at("Input")
                .check(
                        input == null || !input.contains("<aws.scheduler."),
                        "context attributes are not supported locally.");
        return new LocalRule.Target(
                TemplateQueues.queueOf(target, "Arn"),
                target.block("SqsParameters").textOrNull("MessageGroupId"),
                // C18: the input is sent as it is, with no envelope around it.
                input == null ? new TargetInput.Whole() : new TargetInput.Constant(input));
    }
}

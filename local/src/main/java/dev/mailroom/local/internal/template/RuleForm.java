package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.PropertyRules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A form in which a template writes rules or schedules, with the names of its properties. In SAM's
 * forms, an event of a function is a rule whose only target is that function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html">Events
 *     of a function in SAM</a>
 */
public record RuleForm(
        String name,
        String pattern,
        String schedule,
        boolean byScheduler,
        PropertyRules properties,
        PropertyRules ofTarget) {

    private static final PropertyRules ANY = PropertyRules.reading();

    static final RuleForm RULE =
            new RuleForm(
                    "Name",
                    "EventPattern",
                    "ScheduleExpression",
                    false,
                    PropertyRules.reading(
                                    "Name",
                                    "EventBusName",
                                    "EventPattern",
                                    "ScheduleExpression",
                                    "State",
                                    "Targets")
                            .noting("Description", "RoleArn", "Tags"),
                    PropertyRules.reading(
                                    "Id",
                                    "Arn",
                                    "DeadLetterConfig",
                                    "SqsParameters",
                                    "Input",
                                    "InputPath",
                                    "InputTransformer")
                            .noting("RetryPolicy", "RoleArn"));
    private static final PropertyRules OF_SCHEDULER =
            PropertyRules.reading(
                            "Name",
                            "ScheduleExpression",
                            "ScheduleExpressionTimezone",
                            "StartDate",
                            "EndDate",
                            "State")
                    .noting("Description", "GroupName", "KmsKeyArn")
                    .meaning("FlexibleTimeWindow", "it ticks when the window opens");
    static final RuleForm SCHEDULE =
            new RuleForm(
                    "Name",
                    "",
                    "ScheduleExpression",
                    true,
                    OF_SCHEDULER.andReading("Target"),
                    PropertyRules.reading("Arn", "DeadLetterConfig", "Input", "SqsParameters")
                            .noting("RetryPolicy", "RoleArn"));
    private static final RuleForm RULE_EVENT =
            new RuleForm(
                    "RuleName",
                    "Pattern",
                    "",
                    false,
                    PropertyRules.reading(
                                    "RuleName",
                                    "Pattern",
                                    "EventBusName",
                                    "State",
                                    "Enabled",
                                    "DeadLetterConfig",
                                    "Input",
                                    "InputPath",
                                    "InputTransformer")
                            .noting("RetryPolicy", "Target"),
                    ANY);
    private static final RuleForm SCHEDULE_EVENT =
            new RuleForm(
                    "Name",
                    "",
                    "Schedule",
                    false,
                    PropertyRules.reading(
                                    "Name",
                                    "Schedule",
                                    "State",
                                    "Enabled",
                                    "DeadLetterConfig",
                                    "Input")
                            .noting("Description", "RetryPolicy", "RoleArn", "Target"),
                    ANY);
    private static final RuleForm SCHEDULE_V2_EVENT =
            new RuleForm(
                    "Name",
                    "",
                    "ScheduleExpression",
                    true,
                    OF_SCHEDULER
                            .andReading("DeadLetterConfig", "Input")
                            .noting("OmitName", "PermissionsBoundary", "RetryPolicy", "RoleArn"),
                    ANY);
    private static final Map<String, RuleForm> EVENTS =
            Map.of(
                    "EventBridgeRule", RULE_EVENT,
                    "CloudWatchEvent", RULE_EVENT,
                    "Schedule", SCHEDULE_EVENT,
                    "ScheduleV2", SCHEDULE_V2_EVENT);

    /** The events of a function that are run here. */
    static Set<String> eventTypes() {
        Set<String> types = new TreeSet<>(EVENTS.keySet());
        types.addAll(Set.of("SQS", "SNS"));
        return types;
    }

    /** The required properties of a rule in this form. */
    String needed() {
        if (pattern.isEmpty() || schedule.isEmpty()) {
            return "needs a " + pattern + schedule + ".";
        }
        return "needs either an " + pattern + " or a " + schedule + ".";
    }

    /** The form of an event of a function, if such an event is a rule. */
    static Optional<RuleForm> ofEvent(String type) {
        return Optional.ofNullable(EVENTS.get(type));
    }
}

package dev.mailroom.local.internal.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A form in which a template writes rules or schedules: what its properties are called. In the
 * forms of SAM, an event of a function is a rule whose only target is that function.
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
        Set<String> known,
        Set<String> withoutMeaning,
        Set<String> knownOfTarget) {

    static final RuleForm RULE =
            new RuleForm(
                    "Name",
                    "EventPattern",
                    "ScheduleExpression",
                    false,
                    Set.of(
                            "Name",
                            "EventBusName",
                            "EventPattern",
                            "ScheduleExpression",
                            "State",
                            "Targets"),
                    Set.of("Description", "RoleArn", "Tags"),
                    Set.of(
                            "Id",
                            "Arn",
                            "DeadLetterConfig",
                            "SqsParameters",
                            "Input",
                            "InputPath",
                            "InputTransformer"));
    static final RuleForm SCHEDULE =
            new RuleForm(
                    "Name",
                    "",
                    "ScheduleExpression",
                    true,
                    Set.of("Name", "ScheduleExpression", "State", "Target"),
                    Set.of("Description", "FlexibleTimeWindow", "GroupName", "KmsKeyArn"),
                    Set.of("Arn", "DeadLetterConfig", "Input", "SqsParameters"));
    private static final RuleForm RULE_EVENT =
            new RuleForm(
                    "RuleName",
                    "Pattern",
                    "",
                    false,
                    Set.of(
                            "RuleName",
                            "Pattern",
                            "EventBusName",
                            "State",
                            "Enabled",
                            "DeadLetterConfig",
                            "Input",
                            "InputPath",
                            "InputTransformer"),
                    Set.of("RetryPolicy", "Target"),
                    Set.of());
    private static final RuleForm SCHEDULE_EVENT =
            new RuleForm(
                    "Name",
                    "",
                    "Schedule",
                    false,
                    Set.of("Name", "Schedule", "State", "Enabled", "DeadLetterConfig", "Input"),
                    Set.of("Description", "RetryPolicy", "RoleArn", "Target"),
                    Set.of());
    private static final RuleForm SCHEDULE_V2_EVENT =
            new RuleForm(
                    "Name",
                    "",
                    "ScheduleExpression",
                    true,
                    Set.of("Name", "ScheduleExpression", "State", "DeadLetterConfig", "Input"),
                    Set.of(
                            "Description",
                            "FlexibleTimeWindow",
                            "GroupName",
                            "KmsKeyArn",
                            "PermissionsBoundary",
                            "RetryPolicy",
                            "RoleArn"),
                    Set.of());
    private static final Map<String, RuleForm> EVENTS =
            Map.of(
                    "EventBridgeRule", RULE_EVENT,
                    "CloudWatchEvent", RULE_EVENT,
                    "Schedule", SCHEDULE_EVENT,
                    "ScheduleV2", SCHEDULE_V2_EVENT);

    /** What a rule in this form cannot do without. */
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

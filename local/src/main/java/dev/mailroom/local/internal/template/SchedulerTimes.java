package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.model.RuleSchedule;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * Reads when a schedule of EventBridge Scheduler ticks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types</a>
 */
final class SchedulerTimes {

    private static final String ZONE = "ScheduleExpressionTimezone";

    private SchedulerTimes() {}

    static RuleSchedule of(RuleBlock rule, String expression) {
        Block settings = rule.settings();
        return RuleSchedule.ofScheduler(rule.name(), expression, zone(settings))
                .between(moment(settings, "StartDate"), moment(settings, "EndDate"));
    }

    private static ZoneId zone(Block settings) {
        String zone = settings.text(ZONE, "UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw settings.place().at(ZONE).fault("'" + zone + "' is not a time zone.");
        }
    }

    private static @Nullable Instant moment(Block settings, String property) {
        String text = settings.textOrNull(property);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw settings.place()
                    .at(property)
                    .fault("'" + text + "' is not a moment such as 2030-01-31T12:00:00Z.");
        }
    }
}

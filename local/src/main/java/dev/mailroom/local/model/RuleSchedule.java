package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** When a scheduled rule ticks. */
public sealed interface RuleSchedule
        permits RateSchedule, CronSchedule, OneTimeSchedule, BoundedSchedule {

    /**
     * Returns the expression.
     *
     * @return the expression as it is written
     */
    String expression();

    /**
     * Returns the first tick after an earlier one, or after the start.
     *
     * @param after the earlier tick, or the start
     * @return the tick; empty if there are no more
     */
    Optional<Instant> next(Instant after);

    /**
     * Tells whether EventBridge Scheduler ticks as soon as it has the schedule.
     *
     * @return true for a rate without a start
     */
    default boolean ticksAtOnce() {
        return false;
    }

    /**
     * Reads the expression of a rule.
     *
     * @param rule the name of the rule
     * @param expression a rate, or a cron expression in UTC
     * @return the schedule
     * @throws IllegalArgumentException if the expression is not valid
     */
    static RuleSchedule parse(String rule, String expression) {
        return expression.startsWith("cron(")
                ? CronSchedule.parse(place("Rule", rule, expression), expression, ZoneOffset.UTC)
                : RateSchedule.parse(rule, expression);
    }

    /**
     * Reads the expression of a schedule of EventBridge Scheduler.
     *
     * @param schedule the name of the schedule
     * @param expression a rate, a cron expression, or a single time
     * @param zone the time zone
     * @return the schedule
     * @throws IllegalArgumentException if the expression is not valid
     */
    static RuleSchedule ofScheduler(String schedule, String expression, ZoneId zone) {
        String place = place("Schedule", schedule, expression);
        if (expression.startsWith("cron(")) {
            return CronSchedule.parse(place, expression, zone);
        }
        return expression.startsWith("at(")
                ? OneTimeSchedule.parse(place, expression, zone)
                : RateSchedule.byScheduler(place, expression);
    }

    /**
     * Limits the schedule to a time span.
     *
     * @param start when it starts, from which a rate counts; null for at once
     * @param end when it ends; null for never
     * @return the schedule within these bounds
     */
    default RuleSchedule between(@Nullable Instant start, @Nullable Instant end) {
        return start == null && end == null ? this : new BoundedSchedule(this, start, end);
    }

    private static String place(String kind, String name, String expression) {
        return kind + " '" + name + "': schedule expression '" + expression + "':";
    }
}

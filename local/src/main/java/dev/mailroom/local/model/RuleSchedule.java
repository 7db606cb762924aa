package dev.mailroom.local.model;

import java.time.Instant;
import java.util.Optional;

/** When a scheduled rule ticks. */
public sealed interface RuleSchedule permits RateSchedule, CronSchedule {

    /**
     * Gives the expression.
     *
     * @return the expression as it is written
     */
    String expression();

    /**
     * Gives the first tick after an earlier one, or after the start.
     *
     * @param after the earlier tick, or the start
     * @return the tick; none if there is none any more
     */
    Optional<Instant> next(Instant after);

    /**
     * Reads an expression.
     *
     * @param rule the name of the rule
     * @param expression a rate, or a time in UTC
     * @return the schedule
     * @throws IllegalArgumentException if the expression is not valid
     */
    static RuleSchedule parse(String rule, String expression) {
        return expression.startsWith("cron(")
                ? CronSchedule.parse(
                        "Rule '" + rule + "': schedule expression '" + expression + "':",
                        expression)
                : RateSchedule.parse(rule, expression);
    }
}

package dev.mailroom.local;

import java.time.Instant;
import java.util.Optional;

/** When a scheduled rule ticks. */
sealed interface RuleSchedule permits RateSchedule, CronSchedule {

    String expression();

    /** The first tick after an earlier one, or after the start; none if there is none any more. */
    Optional<Instant> next(Instant after);

    static RuleSchedule parse(String rule, String expression) {
        return expression.startsWith("cron(")
                ? CronSchedule.parse(
                        "Rule '" + rule + "': schedule expression '" + expression + "':",
                        expression)
                : RateSchedule.parse(rule, expression);
    }
}

package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate expression of EventBridge such as {@code rate(5 minutes)}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Rate
 *     expressions</a>
 * @param expression the expression as it is written
 * @param period the time from one tick to the next
 */
public record RateSchedule(String expression, Duration period) implements RuleSchedule {

    private static final Pattern RATE =
            Pattern.compile("rate\\(([1-9][0-9]{0,8}) (minute|hour|day)(s?)\\)");

    static RateSchedule parse(String rule, String expression) {
        RateSchedule rate = byScheduler(place(rule, expression), expression);
        // A rule refuses rate(1 minutes) and rate(5 minute) alike.
        Checks.check(
                expression.endsWith("s)") != expression.startsWith("rate(1 "),
                place(rule, expression)
                        + " the unit is singular for a value of 1 and plural for any other.");
        return rate;
    }

    /**
     * The rate of a schedule of EventBridge Scheduler, which accepts singular and plural alike
     * (C40).
     */
    static RateSchedule byScheduler(String place, String expression) {
        Matcher matcher = RATE.matcher(expression);
        Checks.check(
                matcher.matches(),
                place
                        + " must be rate(<value> <unit>) with a value of 1 or more and the unit"
                        + " minute, minutes, hour, hours, day or days.");
        long value = Long.parseLong(matcher.group(1));
        return new RateSchedule(expression, Duration.of(value, unit(matcher.group(2))));
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.of(after.plus(period));
    }

    @Override
    public boolean ticksAtOnce() {
        return true;
    }

    private static ChronoUnit unit(String singular) {
        return switch (singular) {
            case "minute" -> ChronoUnit.MINUTES;
            case "hour" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static String place(String rule, String expression) {
        return "Rule '" + rule + "': schedule expression '" + expression + "':";
    }
}

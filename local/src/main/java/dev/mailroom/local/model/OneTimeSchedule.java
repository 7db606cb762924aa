package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule of EventBridge Scheduler that ticks once: {@code at(2030-01-31T12:00:00)}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#one-time">One-time
 *     schedules</a>
 */
record OneTimeSchedule(String expression, Instant moment) implements RuleSchedule {

    private static final Pattern AT =
            Pattern.compile("at\\((\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d)\\)");

    static OneTimeSchedule parse(String place, String expression, ZoneId zone) {
        Matcher matcher = AT.matcher(expression);
        Checks.check(matcher.matches(), place + " must be at(yyyy-mm-ddThh:mm:ss).");
        LocalDateTime local = LocalDateTime.parse(matcher.group(1));
        return new OneTimeSchedule(expression, local.atZone(zone).toInstant());
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.of(moment).filter(once -> once.isAfter(after));
    }
}

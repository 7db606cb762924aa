package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * A cron expression of EventBridge: {@code cron(minutes hours day-of-month month day-of-week
 * year)}. A rule reads it in UTC, EventBridge Scheduler in a zone that you choose.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Cron
 *     expressions</a>
 */
record CronSchedule(
        String expression,
        CronField minutes,
        CronField hours,
        String dayOfMonth,
        CronField months,
        String dayOfWeek,
        CronField years,
        ZoneId zone)
        implements RuleSchedule {

    private static final String MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
    private static final String DAYS = "SUN MON TUE WED THU FRI SAT";

    static CronSchedule parse(String place, String expression, ZoneId zone) {
        Checks.check(
                expression.startsWith("cron(") && expression.endsWith(")"),
                place + " must be cron(...).");
        String[] fields = expression.substring(5, expression.length() - 1).split(" +", -1);
        Checks.check(
                fields.length == 6,
                place
                        + " must have six fields: minutes, hours, day of month, month, day of week, year.");
        Checks.check(
                fields[2].equals("?") != fields[4].equals("?"),
                place + " one of day of month and day of week must be '?', and the other not.");
        CronSchedule schedule =
                new CronSchedule(
                        expression,
                        CronField.parse(place + " minutes", fields[0], 0, 59, ""),
                        CronField.parse(place + " hours", fields[1], 0, 23, ""),
                        fields[2],
                        CronField.parse(place + " month", fields[3], 1, 12, MONTHS),
                        fields[4],
                        CronField.parse(place + " year", fields[5], 1970, 2199, ""),
                        zone);
        schedule.checkDays(place);
        return schedule;
    }

    private void checkDays(String place) {
        if (!dayOfMonth.matches("\\?|L|([1-9]|[12][0-9]|3[01])W")) {
            var unused = CronField.parse(place + " day of month", dayOfMonth, 1, 31, "");
        }
        if (!dayOfWeek.matches("\\?|L|[1-7]L|[1-7]#[1-5]")) {
            var unused = CronField.parse(place + " day of week", dayOfWeek, 1, 7, DAYS);
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return after(after.atZone(zone)).map(ZonedDateTime::toInstant);
    }

    /** The first tick after this time, or none if there is none before the year 2200. */
    Optional<ZonedDateTime> after(ZonedDateTime time) {
        ZonedDateTime next = time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (next.getYear() <= 2199) {
            if (!years.has(next.getYear())) {
                next = next.plusYears(1).withDayOfYear(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!months.has(next.getMonthValue())) {
                next = next.plusMonths(1).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!isDay(next.toLocalDate())) {
                next = next.plusDays(1).truncatedTo(ChronoUnit.DAYS);
            } else if (!hours.has(next.getHour())) {
                next = next.plusHours(1).truncatedTo(ChronoUnit.HOURS);
            } else if (!minutes.has(next.getMinute()) || isRepeated(next)) {
                next = next.plusMinutes(1);
            } else {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    // When clocks are put back, what has ticked in the first of the two hours does not tick again.
    private static boolean isRepeated(ZonedDateTime time) {
        return !time.equals(time.withEarlierOffsetAtOverlap());
    }

    private boolean isDay(LocalDate date) {
        return dayOfWeek.equals("?") ? isDayOfMonth(date) : isDayOfWeek(date);
    }

    private boolean isDayOfMonth(LocalDate date) {
        if (dayOfMonth.equals("L")) {
            return date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (dayOfMonth.endsWith("W")) {
            int day = Integer.parseInt(dayOfMonth.substring(0, dayOfMonth.length() - 1));
            return isWeekdayNearest(day, date);
        }
        return CronField.parse("", dayOfMonth, 1, 31, "").has(date.getDayOfMonth());
    }

    private static boolean isWeekdayNearest(int day, LocalDate date) {
        YearMonth month = YearMonth.from(date);
        if (day > month.lengthOfMonth()) {
            return false;
        }
        LocalDate wanted = month.atDay(day);
        LocalDate nearest =
                switch (wanted.getDayOfWeek()) {
                    case SATURDAY -> day == 1 ? wanted.plusDays(2) : wanted.minusDays(1);
                    case SUNDAY ->
                            day == month.lengthOfMonth() ? wanted.minusDays(2) : wanted.plusDays(1);
                    default -> wanted;
                };
        return date.equals(nearest);
    }

    private boolean isDayOfWeek(LocalDate date) {
        if (dayOfWeek.equals("L")) {
            return date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        if (dayOfWeek.endsWith("L")) {
            DayOfWeek day = day(dayOfWeek.charAt(0));
            return date.equals(date.with(TemporalAdjusters.lastInMonth(day)));
        }
        if (dayOfWeek.contains("#")) {
            int which = dayOfWeek.charAt(2) - '0';
            DayOfWeek day = day(dayOfWeek.charAt(0));
            return date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 + 1 == which;
        }
        int number = date.getDayOfWeek().getValue() % 7 + 1;
        return CronField.parse("", dayOfWeek, 1, 7, DAYS).has(number);
    }

    // AWS counts from Sunday, 1, to Saturday, 7.
    private static DayOfWeek day(char number) {
        return DayOfWeek.SUNDAY.plus(number - '1');
    }
}

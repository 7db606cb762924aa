package dev.mailroom.eventbridge;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads the time of an event. EventBridge writes whole seconds in UTC, and reading exactly that by
 * hand spares most of what {@link Instant#parse} allocates; everything else is left to it.
 */
final class EventTime {

    private static final String FORM = "dddd-dd-ddTdd:dd:ddZ";

    private EventTime() {}

    /**
     * Returns the time that stands in a part of the characters.
     *
     * @throws DateTimeException if it is no ISO-8601 time in UTC
     */
    static Instant parse(char[] chars, int start, int length) {
        if (hasForm(chars, start, length)) {
            int hour = number(chars, start + 11, 2);
            int minute = number(chars, start + 14, 2);
            int second = number(chars, start + 17, 2);
            if (hour < 24 && minute < 60 && second < 60) {
                return Instant.ofEpochSecond(
                        day(chars, start) * 86_400 + hour * 3_600L + minute * 60L + second);
            }
        }
        return Instant.parse(String.valueOf(chars, start, length));
    }

    private static long day(char[] chars, int start) {
        return LocalDate.of(
                        number(chars, start, 4),
                        number(chars, start + 5, 2),
                        number(chars, start + 8, 2))
                .toEpochDay();
    }

    private static boolean hasForm(char[] chars, int start, int length) {
        if (length != FORM.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char expected = FORM.charAt(i);
            char c = chars[start + i];
            if (expected == 'd' ? c < '0' || c > '9' : c != expected) {
                return false;
            }
        }
        return true;
    }

    private static int number(char[] chars, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            number = number * 10 + (chars[i] - '0');
        }
        return number;
    }
}

package dev.mailroom.eventbridge;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads the time of an event. EventBridge writes whole seconds in UTC. Reading exactly that by hand
 * avoids most of what {@link Instant#parse} allocates; it reads everything else.
 */
final class EventTime {

    private static final String FORM = "yyyy-mm-ddThh:mm:ssZ";

    private EventTime() {}

    /**
     * Returns the time in a part of the text.
     *
     * @throws DateTimeException if it is not an ISO-8601 time in UTC
     */
    static Instant parse(String text, int start, int end) {
        if (hasForm(text, start, end)) {
            int year = 100 * number(text, start) + number(text, start + 2);
            int month = number(text, start + 5);
            int day = number(text, start + 8);
            int hour = number(text, start + 11);
            int minute = number(text, start + 14);
            int second = number(text, start + 17);
            boolean digits = (year | month | day | hour | minute | second) >= 0;
            if (digits && hour < 24 && minute < 60 && second < 60) {
                long days = LocalDate.of(year, month, day).toEpochDay();
                return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second);
            }
        }
        return Instant.parse(text.substring(start, end));
    }

    private static boolean hasForm(String text, int start, int end) {
        return end - start == FORM.length()
                && text.charAt(start + 4) == '-'
                && text.charAt(start + 7) == '-'
                && text.charAt(start + 10) == 'T'
                && text.charAt(start + 13) == ':'
                && text.charAt(start + 16) == ':'
                && text.charAt(start + 19) == 'Z';
    }

    /** The number that two digits form; very negative if there is anything but digits. */
    private static int number(String text, int start) {
        int tens = text.charAt(start) - '0';
        int ones = text.charAt(start + 1) - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? Short.MIN_VALUE : 10 * tens + ones;
    }
}

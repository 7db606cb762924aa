package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a function's log says of a message, in the line that {@code LoggingListener} of
 * mailroom-core writes.
 *
 * @param kind such as {@code POISON}
 * @param why the reason, without the id of the message, so that equal reasons are equal; null if
 *     none is given
 */
public record LoggedOutcome(String kind, String messageId, @Nullable String why) {

    private static final Pattern LINE =
            Pattern.compile(
                    "\\b(DUPLICATE|SKIPPED|RETRY|POISON): message ([^\\s,]+), receive \\d+(?:: (.+))?",
                    Pattern.CASE_INSENSITIVE);

    /** Finds an outcome in a line of text, or of a log in JSON; null if there is none. */
    public static @Nullable LoggedOutcome in(String line) {
        Matcher found = LINE.matcher(text(line));
        if (!found.find()) {
            return null;
        }
        String id = found.group(2);
        String why = found.group(3);
        return new LoggedOutcome(
                found.group(1).toUpperCase(Locale.ROOT),
                id,
                // As MailroomException writes it.
                why == null ? null : why.replace(" (messageId: " + id + ")", ""));
    }

    /** The text of a JSON object that has an outcome, or the line. */
    private static String text(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            for (JsonNode value : Json.read(line)) {
                if (value.isTextual() && LINE.matcher(value.asText()).find()) {
                    return value.asText();
                }
            }
        } catch (JsonProcessingException e) {
            // It only looks like JSON.
        }
        return line;
    }
}

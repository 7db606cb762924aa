package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that YAML reads differently than it looks: {@code NO} is false, {@code 0123} is 83, and
 * of two entries with one key the last one counts.
 *
 * @param line where it is written, from 1
 * @param problem what is wrong with it
 * @param matters whether it is compared with an event, is read by a function, or is lost
 */
public record Misread(Place place, int line, String problem, boolean matters) {

    private static final Pattern COMPARED =
            Pattern.compile("(^|.*\\.)(EventPattern|Pattern|FilterPolicy)[.\\[].*");
    private static final Pattern VARIABLE =
            Pattern.compile("(^|.*\\.)Environment\\.Variables\\..*");

    /** An unquoted value that differs from its text. */
    static Misread value(String path, int line, String written, JsonNode value) {
        Place place = Place.ofPath(path);
        String problem =
                written
                        + " without quotes is "
                        + (value.isBoolean() ? "the boolean " : "the number ")
                        + value.asText()
                        + " in YAML 1.1, not the text '"
                        + written
                        + "': write it in quotes, or as "
                        + value.asText()
                        + ".";
        boolean looksRight =
                value.isBoolean() && written.toLowerCase(Locale.ROOT).equals(value.asText());
        boolean matters =
                (COMPARED.matcher(place.property()).matches() && !looksRight)
                        || VARIABLE.matcher(place.property()).matches();
        return new Misread(place, line, problem, matters);
    }

    /** A key that occurs more than once. */
    static Misread twice(String path, int line) {
        return new Misread(
                Place.ofPath(path), line, "occurs twice: only this one, the last, counts.", true);
    }
}

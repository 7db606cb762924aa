package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of an object that is expected to go on in a certain way. Once it does not, nothing
 * matches any more.
 */
final class CompactText {

    private static final int MISMATCH = -1;

    /** Longer ones are for a parser, which knows what the user allows. */
    private static final int LONGEST = 256;

    /** Deeper values are, too. */
    private static final int DEEPEST = 50;

    private final String text;
    private int position;

    CompactText(String text) {
        this.text = text;
        this.position = text.endsWith("}") ? 0 : MISMATCH;
    }

    boolean matched() {
        return position != MISMATCH;
    }

    /** Passes over what must come next. */
    void skip(String expected) {
        position = text.startsWith(expected, position) ? position + expected.length() : MISMATCH;
    }

    /** The string after what must come next, up to its quote. */
    String string(String before) {
        skip(before);
        int start = position;
        position = endOfString(start);
        return matched() ? text.substring(start, position) : "";
    }

    /** The same, if it is likely to be the recent one. */
    String name(String before, String[] recent, int index) {
        skip(before);
        String likely = recent[index];
        int end = position + likely.length();
        if (text.startsWith(likely, position) && end < text.length() && text.charAt(end) == '"') {
            position = end;
            return likely;
        }
        String name = string("");
        if (matched()) {
            recent[index] = name;
        }
        return name;
    }

    @Nullable Instant time(String before) {
        skip(before);
        int start = position;
        position = endOfString(start);
        if (!matched()) {
            return null;
        }
        try {
            return EventTime.parse(text, start, position);
        } catch (DateTimeException e) {
            position = MISMATCH;
            return null;
        }
    }

    /** The strings after what must come next, up to the bracket behind them. */
    List<String> strings(String before) {
        skip(before);
        if (text.startsWith("]", position)) {
            skip("]");
            return List.of();
        }
        String first = string("\"");
        if (text.startsWith("\"]", position)) {
            skip("\"]");
            return List.of(first);
        }
        List<String> strings = new ArrayList<>();
        strings.add(first);
        while (matched() && !text.startsWith("\"]", position)) {
            strings.add(string("\",\""));
        }
        skip("\"]");
        return strings;
    }

    /** What is left, as an object of its own. */
    Reader rest() {
        return new RestOfObject(text, position);
    }

    /** Whether the last field is the given one, and an object; what is in that is not looked at. */
    boolean endsWithObject(String before) {
        skip(before);
        return matched() && endsWithObject();
    }

    private boolean endsWithObject() {
        int depth = 0;
        int i = position;
        if (text.charAt(i) != '{') {
            return false;
        }
        do {
            char c = text.charAt(i);
            if (c == '"') {
                i = closingQuote(i + 1);
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            i++;
        } while (depth > 0 && depth < DEEPEST && i < text.length());
        return depth == 0 && i == text.length() - 1;
    }

    private int closingQuote(int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private int endOfString(int start) {
        int end = Math.min(text.length(), start + LONGEST);
        for (int i = start; i >= 0 && i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\' || c < ' ') {
                return MISMATCH;
            }
        }
        return MISMATCH;
    }
}

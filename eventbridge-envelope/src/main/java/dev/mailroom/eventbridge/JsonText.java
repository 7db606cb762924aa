package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.StreamReadConstraints;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * A text that should be JSON, and how far it has been read. It accepts strict JSON (RFC 8259)
 * within the constraints.
 *
 * <p>A string is read without a copy; its value is made when it is asked for. Only then is it
 * checked for control characters, which JSON requires to be escaped.
 */
final class JsonText {

    /** In longer texts, a search that fails takes too long: its steps may be far more. */
    private static final int SEARCHED = 8_192;

    private final String text;
    private final StreamReadConstraints limits;
    private final Scratch scratch;
    private int position;
    private int depth;
    private int backslash = -1;

    /** Where the characters of the last string are. */
    private int start;

    private int end;
    private boolean escaped;

    JsonText(String text, StreamReadConstraints limits, Scratch scratch) {
        this.text = text;
        this.limits = limits;
        this.scratch = scratch;
    }

    String text() {
        return text;
    }

    int position() {
        return position;
    }

    int depth() {
        return depth;
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() {
        skipSpace();
        return position == text.length();
    }

    /** The first character of the next value or sign. */
    char next() throws UnreadableException {
        boolean isHere = position < text.length() && text.charAt(position) > ' '; // as usual
        if (!isHere && isAtEnd()) {
            throw JsonFault.invalid(text, position);
        }
        return text.charAt(position);
    }

    /** Passes over a sign, or a text, if it comes next. */
    boolean take(char sign) throws UnreadableException {
        if (next() != sign) {
            return false;
        }
        position++;
        return true;
    }

    boolean take(String expected) {
        return text.startsWith(expected, position) && pass(expected);
    }

    /**
     * Passes over a long text, if it comes next. Up to Java 20, a search compares many characters
     * at once, and {@code startsWith} one by one. A search that fails reads on to the end, so it is
     * for short texts, and for what also ends as expected.
     */
    boolean takeLong(String expected) {
        if (text.length() > SEARCHED) {
            return take(expected);
        }
        int last = expected.length() - 1;
        return position + last < text.length()
                && text.charAt(position + last) == expected.charAt(last)
                && text.indexOf(expected, position) == position
                && pass(expected);
    }

    private boolean pass(String expected) {
        position += expected.length();
        return true;
    }

    void expect(char sign) throws UnreadableException {
        if (!take(sign)) {
            throw JsonFault.invalid(text, position);
        }
    }

    /** Passes over the bracket that begins an object or array. */
    void enter(char bracket) throws UnreadableException {
        expect(bracket);
        depth++;
        if (depth > limits.getMaxNestingDepth()) {
            throw JsonFault.tooLarge(text, position - 1);
        }
    }

    void leave(char bracket) throws UnreadableException {
        expect(bracket);
        depth--;
    }

    /** Reads the name of a field, a string, up to its value. */
    void readName() throws UnreadableException {
        readString();
        if (end - start > limits.getMaxNameLength()) {
            throw JsonFault.tooLarge(text, start);
        }
        expect(':');
    }

    /** Continues from an earlier place, in the same object. */
    void goBack(int earlier, int itsDepth) {
        position = earlier;
        depth = itsDepth;
        backslash = -1;
    }

    /** Where the characters of the last string are; null if it has escapes. */
    EventShape.@Nullable Place placeOfString(EventField field) {
        return escaped ? null : new EventShape.Place(field, start, end);
    }

    /** Reads a string from within its quotes; false if it has escapes. */
    boolean readPlainString() throws UnreadableException {
        start = position;
        end = quoteAfter(start);
        escaped = nextBackslash(start) < end;
        position = end;
        return !escaped && end - start <= limits.getMaxStringLength();
    }

    void readString() throws UnreadableException {
        expect('"');
        start = position;
        escaped = false;
        int quote = quoteAfter(start);
        if (nextBackslash(start) < quote) {
            escaped = true;
            quote = quoteAfterEscapes(backslash);
        }
        if (quote - start > limits.getMaxStringLength()) {
            throw JsonFault.tooLarge(text, start);
        }
        end = quote;
        position = quote + 1;
    }

    private int quoteAfterEscapes(int first) throws UnreadableException {
        int i = first;
        while (i < text.length() && text.charAt(i) != '"') {
            i = text.charAt(i) == '\\' ? JsonEscapes.after(text, i + 1) : i + 1;
        }
        if (i >= text.length()) {
            throw JsonFault.invalid(text, text.length());
        }
        return i;
    }

    private int quoteAfter(int from) throws UnreadableException {
        int quote = text.indexOf('"', from);
        if (quote < 0) {
            throw JsonFault.invalid(text, text.length());
        }
        return quote;
    }

    /** Where the next backslash is; searched for once, because most texts have none. */
    private int nextBackslash(int from) {
        if (backslash < from) {
            int next = text.indexOf('\\', from);
            backslash = next < 0 ? Integer.MAX_VALUE : next;
        }
        return backslash;
    }

    boolean hasEscapes() {
        return escaped;
    }

    /** How many characters the last string has, with its escapes as they stand. */
    int length() {
        return end - start;
    }

    /** Whether the last string has these characters. */
    boolean isString(String value) throws UnreadableException {
        return escaped
                ? string().equals(value)
                : end - start == value.length() && text.startsWith(value, start);
    }

    /** The value of the last string. */
    String string() throws UnreadableException {
        if (escaped) {
            return JsonEscapes.unescaped(text, start, end, scratch);
        }
        for (int i = start; i < end; i++) {
            JsonEscapes.requireNoControl(text, i);
        }
        return text.substring(start, end);
    }

    /**
     * The time in the last string.
     *
     * @throws DateTimeException if it is not an ISO-8601 time in UTC
     */
    Instant stringAsTime() throws UnreadableException {
        if (!escaped) {
            return EventTime.parse(text, start, end);
        }
        String time = string();
        return EventTime.parse(time, 0, time.length());
    }

    /** Passes over a value that is not needed now; its content is checked nevertheless. */
    void skipValue() throws UnreadableException {
        switch (next()) {
            case '"' -> readString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't' -> skipLiteral("true");
            case 'f' -> skipLiteral("false");
            case 'n' -> skipLiteral("null");
            default -> skipNumber();
        }
    }

    /** Passes over a value in so many objects that were not entered. */
    void skipValueInside(int objects) throws UnreadableException {
        depth += objects;
        skipValue();
        depth -= objects;
    }

    private void skipObject() throws UnreadableException {
        enter('{');
        if (next() != '}') {
            do {
                readName();
                skipValue();
            } while (take(','));
        }
        leave('}');
    }

    private void skipArray() throws UnreadableException {
        enter('[');
        if (next() != ']') {
            do {
                skipValue();
            } while (take(','));
        }
        leave(']');
    }

    private void skipLiteral(String literal) throws UnreadableException {
        if (!take(literal)) {
            throw JsonFault.invalid(text, position);
        }
    }

    private void skipNumber() throws UnreadableException {
        int first = position;
        position = JsonNumber.after(text, first);
        if (position - first > limits.getMaxNumberLength()) {
            throw JsonFault.tooLarge(text, first);
        }
    }

    private void skipSpace() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    }
}

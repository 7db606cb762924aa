package dev.mailroom.eventbridge;

/** The numbers of JSON. */
final class JsonNumber {

    private JsonNumber() {}

    /** Returns where the text continues after a number that begins here. */
    static int after(String text, int start) throws UnreadableException {
        int i = is(text, start, '-') ? start + 1 : start;
        i = is(text, i, '0') ? i + 1 : afterDigits(text, i);
        if (is(text, i, '.')) {
            i = afterDigits(text, i + 1);
        }
        if (is(text, i, 'e') || is(text, i, 'E')) {
            boolean signed = is(text, i + 1, '+') || is(text, i + 1, '-');
            i = afterDigits(text, signed ? i + 2 : i + 1);
        }
        return i;
    }

    private static boolean is(String text, int i, char c) {
        return i < text.length() && text.charAt(i) == c;
    }

    private static int afterDigits(String text, int start) throws UnreadableException {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        if (i == start) {
            throw JsonFault.invalid(text, i);
        }
        return i;
    }
}

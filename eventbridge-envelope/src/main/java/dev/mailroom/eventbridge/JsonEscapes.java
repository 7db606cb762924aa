package dev.mailroom.eventbridge;

/** The escapes in a JSON string. */
final class JsonEscapes {

    private static final int DIGITS = 4;

    private JsonEscapes() {}

    /** Returns where the text continues after an escape whose second character is here. */
    static int after(String text, int i) throws UnreadableException {
        if (i >= text.length() || "\"\\/bfnrtu".indexOf(text.charAt(i)) < 0) {
            throw JsonFault.invalid(text, i);
        }
        if (text.charAt(i) != 'u') {
            return i + 1;
        }
        for (int digit = i + 1; digit <= i + DIGITS; digit++) {
            if (digit >= text.length() || !isHex(text.charAt(digit))) {
                throw JsonFault.invalid(text, digit);
            }
        }
        return i + 1 + DIGITS;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** Returns the value of a string whose escapes have been checked. */
    static String unescaped(String text, int start, int end, Scratch scratch)
            throws UnreadableException {
        char[] characters = scratch.take(end - start);
        int count = 0;
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '\\') {
                characters[count] = escaped(text, i + 1);
                i = after(text, i + 1);
            } else {
                requireNoControl(text, i);
                characters[count] = c;
                i++;
            }
            count++;
        }
        String string = new String(characters, 0, count);
        scratch.giveBack(characters);
        return string;
    }

    /** Refuses a control character, which JSON requires to be escaped. */
    static void requireNoControl(String text, int i) throws UnreadableException {
        if (text.charAt(i) < ' ') {
            throw JsonFault.invalid(text, i);
        }
    }

    private static char escaped(String text, int i) {
        char c = text.charAt(i);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text, i + 1, i + 1 + DIGITS, 16);
            default -> c;
        };
    }
}

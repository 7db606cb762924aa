package dev.mailroom.eventbridge;

/** The escapes in a JSON string. */
final class JsonEscapes {

    private static final int DIGITS = 4;

    private JsonEscapes() {}

    /** Returns where the text continues after an escape whose second character is here. */
    static int after(String text, int i) throws UnreadableException {
        if (i >= text.length()) {
            throw JsonFault.invalid(text, i);
        }
        return switch (text.charAt(i)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
            case 'u' -> afterDigits(text, i + 1);
            default -> throw JsonFault.invalid(text, i);
        };
    }

    private static int afterDigits(String text, int first) throws UnreadableException {
        for (int digit = first; digit < first + DIGITS; digit++) {
            if (digit >= text.length() || !isHex(text.charAt(digit))) {
                throw JsonFault.invalid(text, digit);
            }
        }
        return first + DIGITS;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** Returns the value of a string whose escapes have been checked. */
    static String unescaped(String text, int start, int end, Scratch scratch)
            throws UnreadableException {
        int length = end - start;
        char[] characters = scratch.take(length);
        text.getChars(start, end, characters, 0);
        int count = 0; // what has been put together, in the same place
        for (int i = 0; i < length; count++) {
            char c = characters[i];
            if (c == '\\') {
                characters[count] = escaped(text, start + i + 1);
                i += characters[i + 1] == 'u' ? 2 + DIGITS : 2;
            } else if (c < ' ') {
                throw JsonFault.invalid(text, start + i);
            } else {
                characters[count] = c;
                i++;
            }
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

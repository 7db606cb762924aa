package dev.mailroom;

/** Texts that take one line of a log, whatever is in them. */
final class OneLine {

    private static final String CUT = "…";

    private OneLine() {}

    /** The text without line breaks and control characters, cut to a number of characters. */
    static String of(String text, int longest) {
        return text.length() <= longest && isPlain(text) ? text : made(text, longest);
    }

    /** Nearly every text has nothing but printable ASCII, and costs nothing. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String made(String text, int longest) {
        String kept = text.length() <= longest ? text : cut(text, longest - CUT.length()) + CUT;
        StringBuilder line = new StringBuilder(kept.length());
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            line.append(breaks(c) ? ' ' : c);
        }
        return line.toString();
    }

    private static String cut(String text, int end) {
        boolean splitsPair = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }

    private static boolean breaks(char c) {
        return c < ' '
                || (c > '~' && (Character.isISOControl(c) || c == '\u2028' || c == '\u2029'));
    }
}

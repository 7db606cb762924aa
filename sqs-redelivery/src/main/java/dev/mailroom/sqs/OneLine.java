package dev.mailroom.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text that SQS accepts in attributes. */
final class OneLine {

    private static final String CUT = "…";
    private static final int CUT_BYTES = CUT.getBytes(UTF_8).length;

    private OneLine() {}

    /** The text without line breaks and other characters that SQS refuses, cut to fit. */
    static String of(String text, int mostBytes) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(c -> allowed(c) ? c : ' ').forEach(line::appendCodePoint);
        return cut(line.toString(), mostBytes);
    }

    /** The text, or as much of its beginning as fits, with an ellipsis if it was cut. */
    static String cut(String text, int mostBytes) {
        if (bytes(text) <= mostBytes) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int room = mostBytes - CUT_BYTES;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String character = Character.toString(text.codePointAt(i));
            room -= bytes(character);
            if (room < 0) {
                break;
            }
            kept.append(character);
        }
        return mostBytes < CUT_BYTES ? "" : kept.append(CUT).toString();
    }

    static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    // SQS refuses a message with control characters, halves of surrogate pairs, U+FFFE or U+FFFF.
    private static boolean allowed(int codePoint) {
        return (codePoint >= 0x20 && codePoint <= 0xD7FF)
                || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
                || codePoint >= 0x10000;
    }
}

package dev.mailroom.local.internal.template.language;

import java.util.regex.Pattern;

/**
 * Marks what a template does not say: a parameter without a value, an export of another stack, an
 * attribute of what is not on the path. The doctor draws no conclusion from such a value.
 */
public final class Unknown {

    // Noncharacters of Unicode: no template holds them.
    private static final char START = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final Pattern VALUE = Pattern.compile(START + "([^" + END + "]*)" + END);

    private Unknown() {}

    /** The value of what is called so, such as {@code Key.Arn}. */
    public static String of(String what) {
        return START + what + END;
    }

    /** Whether a text holds something unknown. */
    public static boolean in(String text) {
        return text.indexOf(START) >= 0;
    }

    /** The parts of a text around what is unknown in it; one part if nothing is. */
    public static String[] around(String text) {
        return VALUE.split(text, -1);
    }

    /** What a text stands for that is unknown as a whole; empty for any other text. */
    public static String name(String text) {
        var value = VALUE.matcher(text);
        return value.matches() ? value.group(1) : "";
    }
}

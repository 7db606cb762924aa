package dev.mailroom.local.internal.template.language;

import java.util.regex.Pattern;

/**
 * Marks values that a template does not show: a parameter without a value, an export of another
 * stack, an attribute of a resource beside the path. The doctor draws no conclusion from them.
 */
public final class Unknown {

    // Noncharacters of Unicode: no template contains them.
    private static final char START = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final Pattern VALUE = Pattern.compile(START + "([^" + END + "]*)" + END);

    private Unknown() {}

    /** The unknown value with this name, such as {@code Key.Arn}. */
    public static String of(String what) {
        return START + what + END;
    }

    /** Whether a text contains an unknown value. */
    public static boolean in(String text) {
        return text.indexOf(START) >= 0;
    }

    /** The parts of a text around its unknown values; one part if there are none. */
    public static String[] around(String text) {
        return VALUE.split(text, -1);
    }

    /** The name of a text that is unknown as a whole; empty for any other text. */
    public static String name(String text) {
        var value = VALUE.matcher(text);
        return value.matches() ? value.group(1) : "";
    }
}

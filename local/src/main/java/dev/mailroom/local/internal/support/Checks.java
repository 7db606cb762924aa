package dev.mailroom.local.internal.support;

import java.time.Duration;
import java.util.regex.Pattern;

/** Checks of single settings; each message names the resource and the property. */
public final class Checks {

    private static final Pattern RULE_OR_FUNCTION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern BUS_OR_SUBSCRIBER =
            Pattern.compile("[A-Za-z0-9][._A-Za-z0-9-]{0,255}");

    private Checks() {}

    public static String name(String kind, String name) {
        check(
                RULE_OR_FUNCTION.matcher(name).matches(),
                kind + " '" + name + "': a name has 1 to 64 letters, digits, '.', '-' or '_'.");
        return name;
    }

    /** The name of a Custom Event Bus or of one of its subscribers. */
    public static String nameOnCustomBus(String kind, String name) {
        check(
                BUS_OR_SUBSCRIBER.matcher(name).matches(),
                kind
                        + " '"
                        + name
                        + "': a name has 1 to 256 letters, digits, '.', '-' or '_', and begins with"
                        + " a letter or a digit.");
        return name;
    }

    public static Duration wholeSeconds(String place, Duration value, long least, long most) {
        check(
                value.equals(Duration.ofSeconds(value.toSeconds()))
                        && value.toSeconds() >= least
                        && value.toSeconds() <= most,
                place + " must be " + least + " to " + most + " whole seconds, was " + value + ".");
        return value;
    }

    public static int within(String place, int value, int least, int most) {
        check(
                value >= least && value <= most,
                place + " must be " + least + " to " + most + ", was " + value + ".");
        return value;
    }

    public static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}

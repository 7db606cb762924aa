package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One field of a cron expression: the values that it stands for. */
record CronField(BitSet values) {

    private static final Pattern PART =
            Pattern.compile("(\\*|([A-Z0-9]+)(-([A-Z0-9]+))?)(/([0-9]{1,4}))?");

    static CronField parse(String place, String text, int least, int most, String names) {
        BitSet values = new BitSet();
        for (String part : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            Checks.check(matcher.matches(), place + ": '" + part + "' is not understood.");
            boolean all = matcher.group(1).equals("*");
            boolean steps = matcher.group(5) != null;
            int from = all ? least : number(place, matcher.group(2), least, names);
            int to = from;
            if (matcher.group(4) != null) {
                to = number(place, matcher.group(4), least, names);
            } else if (all || steps) {
                to = most;
            }
            int step = steps ? Integer.parseInt(matcher.group(6)) : 1;
            Checks.check(
                    isWithin(from, least, most)
                            && isWithin(to, least, most)
                            && (from <= to || most < 100)
                            && step > 0,
                    place + ": '" + part + "' must be within " + least + " and " + most + ".");
            // 20-2 is from 20 o'clock until 2 o'clock of the next day.
            int size = most - least + 1;
            int length = Math.floorMod(to - from, size);
            for (int offset = 0; offset <= length; offset += step) {
                values.set(Math.floorMod(from - least + offset, size) + least);
            }
        }
        return new CronField(values);
    }

    private static int number(String place, String text, int least, String names) {
        int name = names.isEmpty() ? -1 : List.of(names.split(" ", -1)).indexOf(text);
        if (name >= 0) {
            return name + least;
        }
        Checks.check(text.matches("[0-9]{1,4}"), place + ": '" + text + "' is not understood.");
        return Integer.parseInt(text);
    }

    private static boolean isWithin(int value, int least, int most) {
        return value >= least && value <= most;
    }

    boolean has(int value) {
        return values.get(value);
    }
}

package dev.mailroom.local.internal.template.language;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was probably meant. */
public final class Spelling {

    private static final int MOST_EDITS = 2;

    private Spelling() {}

    /** The name that differs least, null if none is close. */
    public static @Nullable String closest(String written, Collection<String> names) {
        String closest = null;
        int least = Math.min(MOST_EDITS, written.length() / 3) + 1;
        for (String name : names) {
            int edits = edits(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (edits < least) {
                least = edits;
                closest = name;
            }
        }
        return closest;
    }

    /** How many letters must be added, dropped or changed. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}

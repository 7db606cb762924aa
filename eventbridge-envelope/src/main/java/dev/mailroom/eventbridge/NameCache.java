package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonParser;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Keeps the few names that most events share: sources, detail-types, accounts, regions. An event
 * whose names are known allocates nothing for them.
 *
 * <p>Bounded, since whoever sends messages chooses the names. Thread-safe without a lock: a string
 * is immutable, and a slot that another thread has just overwritten only costs a string.
 */
final class NameCache {

    private static final int SLOTS = 128;
    private static final int LONGEST = 64;

    private final @Nullable String[] slots = new String[SLOTS];

    /** Returns the text of the parser's current token, which is a string. */
    String text(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length > LONGEST) {
            return parser.getText();
        }
        char[] chars = parser.getTextCharacters();
        int start = parser.getTextOffset();
        int slot = slot(chars, start, length);
        String known = slots[slot];
        if (known == null || !same(known, chars, start, length)) {
            known = new String(chars, start, length);
            slots[slot] = known;
        }
        return known;
    }

    private static int slot(char[] chars, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + chars[i];
        }
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }

    private static boolean same(String known, char[] chars, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[start + i]) {
                return false;
            }
        }
        return true;
    }
}

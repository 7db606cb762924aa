package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonParser;

import java.io.IOException;

/** Parts of a text as they stand in it: no tree, and nothing written anew. */
final class Slice {

    private Slice() {}

    /** Skips the parser's current value and returns its text. */
    static String skipped(JsonParser parser, String text) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    /** Whether the text begins like a JSON value that can hold others or, if so asked, a string. */
    static boolean beginsWith(String text, char one, char other) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == one || c == other;
            }
        }
        return false;
    }
}

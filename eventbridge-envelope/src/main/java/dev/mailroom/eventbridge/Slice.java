package dev.mailroom.eventbridge;

import java.io.Reader;

/** A part of a text, which a parser reads without a copy. */
final class Slice extends Reader {

    private final String text;
    private final int start;
    private final int end;
    private int position;

    Slice(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.position = start;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** A part of the whole text. */
    String text(int from, int to) {
        return text.substring(from, to);
    }

    static Slice all(String text) {
        return new Slice(text, 0, text.length());
    }

    /** Whether the text begins with one of these characters, after white space. */
    static boolean beginsWith(String text, char one, char other) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == one || c == other;
            }
        }
        return false;
    }

    /** Says where in the whole text a character of the part is. */
    String at(long index) {
        return JsonFault.at(text, start + index);
    }

    @Override
    public int read(char[] target, int offset, int length) {
        int count = Math.min(length, end - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        text.getChars(position, position + count, target, offset);
        position += count;
        return count;
    }

    @Override
    public void close() {
        // nothing to release
    }

    /** The part as a text of its own. */
    @Override
    public String toString() {
        return text.substring(start, end);
    }
}

package dev.mailroom.eventbridge;

import java.io.Reader;

/**
 * Reads an object's text without its first fields, where it stands and without a copy: a brace
 * takes the place of the comma before the fields that are left.
 */
final class RestOfObject extends Reader {

    private final String text;
    private int position;
    private boolean opened;

    RestOfObject(String text, int comma) {
        this.text = text;
        this.position = comma;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        int count = Math.min(length, text.length() - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        text.getChars(position, position + count, target, offset);
        position += count;
        if (!opened) {
            target[offset] = '{';
            opened = true;
        }
        return count;
    }

    @Override
    public void close() {
        // nothing to release
    }
}

package dev.mailroom.eventbridge;

import java.io.Reader;

/** Reads a part of a text where it stands, without a copy of it. */
final class PartReader extends Reader {

    private final String text;
    private final int end;
    private int position;

    PartReader(String text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
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
}

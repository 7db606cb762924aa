package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;

/** How large an item is, and whether a table can store it. */
final class ItemSize {

    /** C30 */
    static final long MAX_STORED = 400 * 1024;

    /** How many levels an item may have: an attribute is the first, what it holds the next. */
    static final int MAX_DEPTH = 32;

    /** What the type descriptor, quotes, colons and commas around a name and a value take. */
    private static final int PUNCTUATION = 16;

    /** Bytes in a table, at least: DynamoDB adds a little for numbers and nesting. */
    private long stored;

    /** Bytes in a request, at most. */
    private long sent;

    private boolean tooDeep;

    private ItemSize() {}

    static ItemSize of(Map<String, AttributeValue> attributes) {
        ItemSize size = new ItemSize();
        size.addAttributes(attributes, 0);
        return size;
    }

    /** Returns why no table stores the item, or null if that is not known. */
    @Nullable String refusal() {
        if (tooDeep) {
            return "is nested more than "
                    + MAX_DEPTH
                    + " levels deep; DynamoDB stores at most "
                    + MAX_DEPTH;
        }
        return stored > MAX_STORED
                ? "has at least " + stored + " bytes; DynamoDB stores at most " + MAX_STORED
                : null;
    }

    long stored() {
        return stored;
    }

    long sent() {
        return sent;
    }

    private void addAttributes(Map<String, AttributeValue> attributes, int depth) {
        add(0, 0);
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            addText(attribute.getKey());
            addValue(attribute.getValue(), depth);
        }
    }

    private void addValue(AttributeValue value, int depth) {
        if (depth >= MAX_DEPTH) {
            tooDeep = true;
        } else if (value.s() != null) {
            addText(value.s());
        } else if (value.n() != null) {
            add(1, value.n().length());
        } else if (value.b() != null) {
            addBytes(value.b());
        } else if (value.hasM()) {
            addAttributes(value.m(), depth + 1);
        } else if (value.hasL()) {
            add(0, 0);
            for (AttributeValue element : value.l()) {
                addValue(element, depth + 1);
            }
        } else if (value.hasSs()) {
            value.ss().forEach(this::addText);
        } else if (value.hasNs()) {
            value.ns().forEach(number -> add(1, number.length()));
        } else if (value.hasBs()) {
            value.bs().forEach(this::addBytes);
        } else {
            add(1, 0);
        }
    }

    private void addBytes(SdkBytes value) {
        long bytes = value.asByteArrayUnsafe().length;
        add(bytes, (bytes + 2) / 3 * 4);
    }

    /** Characters are sent as UTF-8, quotes and backslashes as 2 bytes, controls as 6. */
    private void addText(String text) {
        long utf8 = 0;
        long escapes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                utf8 += 1;
                escapes += c < 0x20 ? 5 : c == '"' || c == '\\' ? 1 : 0;
            } else {
                // Each half of a surrogate pair is half of 4 bytes.
                utf8 += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        add(utf8, utf8 + escapes);
    }

    private void add(long stored, long sent) {
        this.stored += stored;
        this.sent += sent + PUNCTUATION;
    }
}

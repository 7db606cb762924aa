package dev.mailroom.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Map;

/**
 * How large an item is.
 *
 * @param stored bytes that it takes in a table, at least: DynamoDB adds a little for numbers and
 *     nesting
 * @param sent bytes that it takes in a request, at most
 */
record ItemSize(long stored, long sent) {

    /** C30 */
    static final long MAX_STORED = 400 * 1024;

    /** What the type descriptor, quotes, colons and commas around a name and a value take. */
    private static final int PUNCTUATION = 16;

    private static final ItemSize NOTHING = new ItemSize(0, PUNCTUATION);

    static ItemSize of(Map<String, AttributeValue> attributes) {
        ItemSize size = NOTHING;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            size = size.plus(text(attribute.getKey())).plus(value(attribute.getValue()));
        }
        return size;
    }

    private static ItemSize value(AttributeValue value) {
        return switch (value.type()) {
            case S -> text(value.s());
            case N -> new ItemSize(1, value.n().length() + PUNCTUATION);
            case B -> binary(value.b().asByteArrayUnsafe().length);
            case M -> of(value.m());
            case L -> value.l().stream().map(ItemSize::value).reduce(NOTHING, ItemSize::plus);
            default -> new ItemSize(1, PUNCTUATION);
        };
    }

    private static ItemSize binary(long bytes) {
        return new ItemSize(bytes, (bytes + 2) / 3 * 4 + PUNCTUATION);
    }

    /** Characters are sent as UTF-8, quotes and backslashes as 2 bytes, controls as 6. */
    private static ItemSize text(String text) {
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
        return new ItemSize(utf8, utf8 + escapes + PUNCTUATION);
    }

    private ItemSize plus(ItemSize other) {
        return new ItemSize(stored + other.stored, sent + other.sent);
    }
}

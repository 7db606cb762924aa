package dev.mailroom.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells whether two items of one key have the same content: SHA-256 over the attributes that say
 * something about it.
 */
final class Fingerprint {

    private final String attribute;
    private final Set<String> without;

    /**
     * Creates a fingerprint.
     *
     * @param attribute where it is stored
     * @param without the attributes that are not content
     */
    Fingerprint(String attribute, Set<String> without) {
        this.attribute = attribute;
        this.without = without;
    }

    /**
     * Adds the fingerprint to an item.
     *
     * @param item the item as it is stored
     * @param content the same item as it is compared
     */
    void putInto(Map<String, AttributeValue> item, Map<String, AttributeValue> content) {
        if (item.put(attribute, of(content)) != null) {
            throw new IllegalArgumentException(
                    "the item has an attribute \""
                            + attribute
                            + "\" of its own, but its fingerprint is stored there: leave it out or rename it");
        }
    }

    AttributeValue of(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> content = new TreeMap<>(item);
        content.keySet().removeAll(without);
        content.remove(attribute);
        return AttributeValue.fromS(digest(AttributeValue.fromM(content)));
    }

    /** SHA-256 of a value, in hex. */
    static String digest(AttributeValue value) {
        MessageDigest digest = sha256();
        value(value, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** An item that was stored without a fingerprint is never in conflict. */
    boolean differs(Map<String, AttributeValue> stored, Map<String, AttributeValue> item) {
        AttributeValue fingerprint = stored.get(attribute);
        return fingerprint != null && !fingerprint.equals(item.get(attribute));
    }

    // Every value goes in with its type and its length, so that no two items run together.
    private static void attributes(Map<String, AttributeValue> attributes, MessageDigest digest) {
        begin('M', attributes.size(), digest);
        for (Map.Entry<String, AttributeValue> attribute : new TreeMap<>(attributes).entrySet()) {
            bytes('K', attribute.getKey().getBytes(StandardCharsets.UTF_8), digest);
            value(attribute.getValue(), digest);
        }
    }

    private static void value(AttributeValue value, MessageDigest digest) {
        if (value.s() != null) {
            bytes('S', value.s().getBytes(StandardCharsets.UTF_8), digest);
        } else if (value.n() != null) {
            bytes('N', number(value.n()), digest);
        } else if (value.b() != null) {
            bytes('B', value.b().asByteArrayUnsafe(), digest);
        } else if (value.hasM()) {
            attributes(value.m(), digest);
        } else if (value.hasL()) {
            begin('L', value.l().size(), digest);
            for (AttributeValue element : value.l()) {
                value(element, digest);
            }
        } else if (value.bool() != null) {
            begin(value.bool() ? 'T' : 'F', 0, digest);
        } else {
            begin('0', 0, digest);
        }
    }

    /** DynamoDB keeps 1 and 1.0 as the same number. */
    private static byte[] number(String number) {
        return new BigDecimal(number)
                .stripTrailingZeros()
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void bytes(char type, byte[] bytes, MessageDigest digest) {
        begin(type, bytes.length, digest);
        digest.update(bytes);
    }

    private static void begin(char type, int length, MessageDigest digest) {
        digest.update(ByteBuffer.allocate(5).put((byte) type).putInt(length).array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

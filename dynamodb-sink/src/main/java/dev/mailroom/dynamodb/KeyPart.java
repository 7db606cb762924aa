package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/**
 * One attribute of a table's key, and where its value comes from.
 *
 * @param <T> the type of the items
 */
record KeyPart<T>(
        String attribute, int maxBytes, BiFunction<IdempotencyKey, T, @Nullable Object> source) {

    private static final int MAX_PARTITION = 2048;
    private static final int MAX_SORT = 1024;

    static <T> KeyPart<T> partition(
            String attribute, BiFunction<IdempotencyKey, T, @Nullable Object> source) {
        String name = Names.requireAttribute("key attribute", attribute);
        return new KeyPart<>(name, MAX_PARTITION, source);
    }

    static <T> KeyPart<T> sort(
            String attribute, BiFunction<IdempotencyKey, T, @Nullable Object> source) {
        String name = Names.requireAttribute("sort key attribute", attribute);
        return new KeyPart<>(name, MAX_SORT, source);
    }

    /**
     * Makes the value: text, a number or bytes.
     *
     * @throws PoisonMessageException if no table takes such a key
     */
    AttributeValue of(IdempotencyKey key, T item) {
        Object value = source.apply(key, item);
        if (value instanceof String text) {
            return AttributeValue.fromS(requireText(text));
        }
        if (value instanceof Number number) {
            return AttributeValue.fromN(requireNumber(number));
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(requireBytes(SdkBytes.fromByteArray(bytes)));
        }
        if (value instanceof ByteBuffer buffer) {
            return AttributeValue.fromB(requireBytes(SdkBytes.fromByteBuffer(buffer)));
        }
        if (value == null) {
            throw poison("has no value; expected text, a number or bytes");
        }
        throw new IllegalArgumentException(
                name() + " must be text, a number or bytes, but is " + value.getClass().getName());
    }

    private String requireText(String text) {
        if (!Names.isUtf8(text)) {
            throw poison(
                    "has half a surrogate pair, which UTF-8 cannot encode; other such keys would be the"
                            + " same to DynamoDB");
        }
        requireLength(text.getBytes(StandardCharsets.UTF_8).length);
        return text;
    }

    private SdkBytes requireBytes(SdkBytes bytes) {
        requireLength(bytes.asByteArrayUnsafe().length);
        return bytes;
    }

    private void requireLength(int bytes) {
        if (bytes == 0) {
            throw poison("is empty; DynamoDB takes no empty keys");
        }
        if (bytes > maxBytes) {
            throw poison("has " + bytes + " bytes; DynamoDB takes at most " + maxBytes);
        }
    }

    /** Numbers that are the same to DynamoDB are the same text. */
    private String requireNumber(Number number) {
        String text = number.toString();
        if (!ItemNumber.isFinite(text)) {
            throw poison("is not finite; DynamoDB stores finite numbers");
        }
        BigDecimal exact = new BigDecimal(text);
        String refusal = ItemNumber.refusal(exact);
        if (refusal != null) {
            throw poison(refusal);
        }
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    private PoisonMessageException poison(String reason) {
        return new PoisonMessageException(name() + " " + reason);
    }

    private String name() {
        return (maxBytes == MAX_SORT ? "sort key \"" : "key \"") + attribute + "\"";
    }
}

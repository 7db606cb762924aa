package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names that DynamoDB allows, checked before the first request. */
final class Names {

    private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}|arn:.+:table/.+");

    private static final int MAX_KEY = 2048;

    /** What the keys of guards begin with in a table, so that those of sinks are never theirs. */
    static final String GUARD = "mailroom-guard#";

    private Names() {}

    static String requireTable(String table) {
        if (!TABLE.matcher(requireNonNull(table, "table")).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + table
                            + "\" is no name of a DynamoDB table: expected 3 to 255"
                            + " letters, digits, '_', '-' or '.', or an ARN");
        }
        return table;
    }

    static String requireAttribute(String what, String attribute) {
        if (requireNonNull(attribute, what).isBlank()) {
            throw new IllegalArgumentException("the " + what + " must not be blank");
        }
        return attribute;
    }

    /** The key of an item or a marker, as it is stored. */
    static String requireSinkKey(String key) {
        if (key.startsWith(GUARD)) {
            throw new IllegalArgumentException(
                    "an idempotency key that begins with \"" + GUARD + "\" is a guard's");
        }
        return requireKey("", key);
    }

    /** The key of a lock, as it is stored. */
    static String requireGuardKey(String key) {
        return requireKey(GUARD, key);
    }

    private static String requireKey(String prefix, String key) {
        if (!isUtf8(key)) {
            throw new PoisonMessageException(
                    "the idempotency key has half a surrogate pair, which UTF-8 cannot say; other such keys"
                            + " would be the same to DynamoDB");
        }
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        int most = MAX_KEY - prefix.length();
        if (bytes > most) {
            throw new PoisonMessageException(
                    "the idempotency key has " + bytes + " bytes; expected at most " + most);
        }
        return prefix + key;
    }

    static void requireDistinct(
            String table, @Nullable String one, @Nullable String other, String roles) {
        if (one != null && one.equals(other)) {
            throw new IllegalStateException(
                    "\"" + one + "\" cannot be both " + roles + " of table " + table);
        }
    }

    /** False if a surrogate stands without its other half: DynamoDB would keep another text. */
    static boolean isUtf8(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}

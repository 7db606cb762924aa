package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** Names that DynamoDB allows, checked before the first request. */
final class Names {

    private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}|arn:.+:table/.+");

    /** The prefix of guards' keys in a table, so that they never equal the keys of sinks. */
    static final String GUARD = "mailroom-guard#";

    private Names() {}

    static String requireTable(String table) {
        if (!TABLE.matcher(requireNonNull(table, "table")).matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + table
                            + "\" is not a DynamoDB table name: expected 3 to 255"
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

    static String requireNotGuard(String key) {
        if (key.startsWith(GUARD)) {
            throw new IllegalArgumentException(
                    "an idempotency key that begins with \"" + GUARD + "\" is reserved for guards");
        }
        return key;
    }

    static void requireConstant(String attribute, String constant) {
        if (requireNonNull(constant, "constant").isEmpty()) {
            throw new IllegalArgumentException(
                    "the value of \"" + attribute + "\" must not be empty");
        }
    }

    /** False if a surrogate lacks its other half: DynamoDB would store a different text. */
    static boolean isUtf8(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }
}

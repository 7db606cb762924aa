package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** Names that DynamoDB allows, checked before the first request. */
final class Names {

    private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]{3,255}|arn:.+:table/.+");

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
}

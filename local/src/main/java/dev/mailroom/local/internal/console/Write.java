package dev.mailroom.local.internal.console;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * A request that changes items.
 *
 * @param error what DynamoDB answered, if it refused; null if it did not
 * @param ids everything in the request that looks like an id: one of them may be an event's
 */
record Write(String table, String operation, @Nullable String error, Set<String> ids) {

    String describe() {
        return error == null
                ? "wrote to table " + table + " (" + operation + ")"
                : "table " + table + " refused " + operation + ": " + error;
    }
}

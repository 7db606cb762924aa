package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * PartiQL statements whose values are parameters. Each is null if PartiQL cannot express it: the
 * write is then a request of its own.
 */
final class Statements {

    private static final int MAX_LENGTH = 8192;
    private static final Pattern QUOTABLE = Pattern.compile("[^'\"\\\\\\p{Cntrl}]+");

    private Statements() {}

    /** Inserts an item, unless there is one of its key. */
    static @Nullable BatchStatementRequest insert(String table, Map<String, AttributeValue> item) {
        String values =
                item.keySet().stream()
                        .map(name -> "'" + name + "': ?")
                        .collect(Collectors.joining(",", "{", "}"));
        return areQuotable(table, item.keySet())
                ? statement("INSERT INTO \"" + table + "\" VALUE " + values, item.values())
                : null;
    }

    /** Sets attributes of an item and removes one, if the item has its key and other values. */
    static @Nullable BatchStatementRequest update(
            String table,
            Map<String, AttributeValue> set,
            String removed,
            Map<String, AttributeValue> where) {
        if (!areQuotable(table, set.keySet()) || !areQuotable(table, where.keySet())) {
            return null;
        }
        StringBuilder text = new StringBuilder("UPDATE \"").append(table).append('"');
        set.keySet().forEach(name -> text.append(" SET ").append(equal(name)));
        text.append(" REMOVE \"").append(removed).append("\" WHERE ");
        text.append(
                where.keySet().stream()
                        .map(Statements::equal)
                        .collect(Collectors.joining(" AND ")));
        List<AttributeValue> values = new ArrayList<>(set.values());
        values.addAll(where.values());
        return statement(text.toString(), values);
    }

    /** What a statement takes in a request without its parameters, at most. */
    static long bytes(@Nullable BatchStatementRequest statement) {
        return statement == null ? 0 : 2L * statement.statement().length();
    }

    private static String equal(String name) {
        return "\"" + name + "\" = ?";
    }

    // An ARN instead of a name is documented for PutItem, not for statements.
    private static boolean areQuotable(String table, Collection<String> names) {
        return table.indexOf(':') < 0
                && names.stream().allMatch(name -> QUOTABLE.matcher(name).matches());
    }

    private static @Nullable BatchStatementRequest statement(
            String text, Collection<AttributeValue> values) {
        return text.length() > MAX_LENGTH
                ? null
                : BatchStatementRequest.builder().statement(text).parameters(values).build();
    }
}

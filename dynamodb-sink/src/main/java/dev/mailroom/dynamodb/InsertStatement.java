package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A PartiQL {@code INSERT} of one item.
 *
 * @param text the statement, whose values are parameters
 * @param parameters the values
 */
record InsertStatement(String text, List<AttributeValue> parameters) {

    private static final int MAX_LENGTH = 8192;
    private static final Pattern QUOTABLE = Pattern.compile("[^'\"\\\\\\p{Cntrl}]+");

    /** Returns null if the item cannot be written as a statement; a {@code PutItem} takes it. */
    static @Nullable InsertStatement of(String table, Map<String, AttributeValue> item) {
        // An ARN instead of a name is documented for PutItem, not for statements.
        if (table.indexOf(':') >= 0) {
            return null;
        }
        StringBuilder text = new StringBuilder("INSERT INTO \"").append(table).append("\" VALUE ");
        char separator = '{';
        for (String name : item.keySet()) {
            if (!QUOTABLE.matcher(name).matches()) {
                return null;
            }
            text.append(separator).append('\'').append(name).append("': ?");
            separator = ',';
        }
        text.append('}');
        return text.length() > MAX_LENGTH
                ? null
                : new InsertStatement(text.toString(), List.copyOf(item.values()));
    }

    BatchStatementRequest request() {
        return BatchStatementRequest.builder().statement(text).parameters(parameters).build();
    }
}

package dev.mailroom.testing;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One write of a transaction, with what DynamoDB checks before it looks at any item.
 *
 * @param table the name of its table
 * @param attributes the item that it puts, or the key of the item that it changes or checks
 * @param isPut whether it puts an item
 * @param expressions its expressions, one after the other
 * @param names the names that the expressions have placeholders for
 * @param values the values that the expressions have placeholders for
 */
record TableWrite(
        String table,
        Map<String, AttributeValue> attributes,
        boolean isPut,
        String expressions,
        Map<String, String> names,
        Map<String, AttributeValue> values) {

    private static final Pattern PLACEHOLDER = Pattern.compile("[#:][A-Za-z0-9_]+");

    static TableWrite of(TransactWriteItem write) {
        if (write.put() != null) {
            return of(write.put());
        }
        if (write.update() != null) {
            return of(write.update());
        }
        return write.delete() != null ? of(write.delete()) : of(write.conditionCheck());
    }

    private static TableWrite of(Put put) {
        return new TableWrite(
                put.tableName(),
                put.item(),
                true,
                joined(put.conditionExpression()),
                put.expressionAttributeNames(),
                put.expressionAttributeValues());
    }

    private static TableWrite of(Update update) {
        return new TableWrite(
                update.tableName(),
                update.key(),
                false,
                joined(update.updateExpression(), update.conditionExpression()),
                update.expressionAttributeNames(),
                update.expressionAttributeValues());
    }

    private static TableWrite of(Delete delete) {
        return new TableWrite(
                delete.tableName(),
                delete.key(),
                false,
                joined(delete.conditionExpression()),
                delete.expressionAttributeNames(),
                delete.expressionAttributeValues());
    }

    private static TableWrite of(ConditionCheck check) {
        return new TableWrite(
                check.tableName(),
                check.key(),
                false,
                joined(check.conditionExpression()),
                check.expressionAttributeNames(),
                check.expressionAttributeValues());
    }

    private static String joined(@Nullable String... expressions) {
        StringBuilder all = new StringBuilder();
        for (String expression : expressions) {
            all.append(expression == null ? "" : expression).append(' ');
        }
        return all.toString();
    }

    /**
     * Returns the key of the item that it writes.
     *
     * @throws DynamoDbException if DynamoDB would refuse the key, or an expression
     */
    Map<String, AttributeValue> validKey(Set<String> keyOfTable) {
        Map<String, AttributeValue> key = new HashMap<>(attributes);
        key.keySet().retainAll(keyOfTable);
        if (!key.keySet().equals(keyOfTable) || !(isPut || attributes.size() == key.size())) {
            throw refused("The provided key element does not match the schema");
        }
        key.forEach(TableWrite::requireKeyValue);
        requirePlaceholders();
        return key;
    }

    private static void requireKeyValue(String name, AttributeValue value) {
        boolean valid =
                switch (value.type()) {
                    case S -> !value.s().isEmpty();
                    case B -> value.b().asByteArrayUnsafe().length > 0;
                    case N -> true;
                    default -> false;
                };
        if (!valid) {
            throw refused(
                    "The key attribute " + name + " is empty, or not a string, number or binary");
        }
    }

    private void requirePlaceholders() {
        Set<String> used = new HashSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(expressions);
        while (placeholder.find()) {
            used.add(placeholder.group());
        }
        Set<String> defined = new HashSet<>(names.keySet());
        defined.addAll(values.keySet());
        if (!used.equals(defined)) {
            throw refused(
                    "The expressions use the placeholders "
                            + used
                            + ", but defined are "
                            + defined);
        }
    }

    static DynamoDbException refused(String message) {
        return (DynamoDbException)
                DynamoDbException.builder()
                        .statusCode(400)
                        .message(message)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode("ValidationException")
                                        .errorMessage(message)
                                        .build())
                        .build();
    }
}

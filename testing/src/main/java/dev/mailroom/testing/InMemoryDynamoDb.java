package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tables in memory, for tests of handlers. Give it to the builders of Mailroom's own sinks and
 * guards, and they work as with DynamoDB: they refuse the same items, and find the same duplicates
 * and conflicts.
 *
 * <p>For a transaction it checks what DynamoDB checks before it looks at any item: that the tables
 * exist, that keys are complete, that no two writes are to one item, and that expressions use the
 * placeholders that they define and no others. Then it makes the marker and the puts. It does not
 * evaluate the handler's own updates, deletes and conditions: they are in {@link #transactions},
 * for the test to look at. Any request that no sink sends is an {@link
 * UnsupportedOperationException}.
 *
 * <p>Thread-safe.
 */
public final class InMemoryDynamoDb implements DynamoDbClient {

    private static final Pattern INSERT = Pattern.compile("INSERT INTO \"(.+)\" VALUE \\{(.*)}");
    private static final Pattern NAME = Pattern.compile("'([^']+)': \\?");
    private static final Pattern UPDATE =
            Pattern.compile(
                    "UPDATE \"(.+?)\"((?: SET \"[^\"]+\" = \\?)*) REMOVE \"(.+?)\" WHERE (.+)");
    private static final Pattern EQUAL = Pattern.compile("\"([^\"]+)\" = \\?");

    /** The items of a table by their keys. */
    private static final class Table {
        final Set<String> key;
        final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items =
                new LinkedHashMap<>();

        Table(Set<String> key) {
            this.key = key;
        }

        Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
            Map<String, AttributeValue> values = new HashMap<>(item);
            values.keySet().retainAll(key);
            return values;
        }

        void put(Map<String, AttributeValue> item) {
            items.put(keyOf(item), Map.copyOf(item));
        }
    }

    private final Map<String, Table> tables = new HashMap<>();
    private final List<TransactWriteItemsRequest> transactions = new ArrayList<>();

    /** Creates a database without tables. */
    public InMemoryDynamoDb() {}

    /**
     * Adds an empty table.
     *
     * @param name its name
     * @param key the attributes of its key: one, or a partition key and a sort key
     * @return this
     */
    public synchronized InMemoryDynamoDb table(String name, String... key) {
        tables.put(requireNonNull(name, "name"), new Table(Set.of(key)));
        return this;
    }

    /**
     * Returns what is stored in a table, in the order in which the keys were first written.
     *
     * @param table the name of the table
     * @return a copy
     */
    public synchronized List<Map<String, AttributeValue>> items(String table) {
        return List.copyOf(existing(table).items.values());
    }

    /**
     * Returns the item of a table whose key is one string attribute.
     *
     * @param table the name of the table
     * @param key the value of that attribute
     * @return the item, or empty if there is none
     */
    public synchronized Optional<Map<String, AttributeValue>> item(String table, String key) {
        Table existing = existing(table);
        String attribute = existing.key.iterator().next();
        Map<String, AttributeValue> whole = Map.of(attribute, AttributeValue.fromS(key));
        return Optional.ofNullable(existing.items.get(whole));
    }

    /**
     * Returns the transactions that were made, in their order.
     *
     * @return a copy
     */
    public synchronized List<TransactWriteItemsRequest> transactions() {
        return List.copyOf(transactions);
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        Put put =
                Put.builder()
                        .tableName(request.tableName())
                        .item(request.item())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeNames(request.expressionAttributeNames())
                        .expressionAttributeValues(request.expressionAttributeValues())
                        .build();
        Table table = existing(put.tableName());
        if (!holds(put, table)) {
            throw ConditionalCheckFailedException.builder()
                    .message("The conditional request failed")
                    .item(table.items.get(table.keyOf(put.item())))
                    .build();
        }
        table.put(put.item());
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized BatchExecuteStatementResponse batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        List<BatchStatementResponse> responses =
                request.statements().stream().map(this::execute).toList();
        return BatchExecuteStatementResponse.builder().responses(responses).build();
    }

    private BatchStatementResponse execute(BatchStatementRequest statement) {
        Matcher insert = INSERT.matcher(statement.statement());
        if (insert.matches()) {
            return insert(
                    existing(insert.group(1)),
                    values(NAME, insert.group(2), statement.parameters()));
        }
        Matcher update = UPDATE.matcher(statement.statement());
        if (update.matches()) {
            return update(existing(update.group(1)), update, statement.parameters());
        }
        throw new UnsupportedOperationException(statement.statement());
    }

    private static BatchStatementResponse insert(Table table, Map<String, AttributeValue> item) {
        if (table.items.containsKey(table.keyOf(item))) {
            return refused(BatchStatementErrorCodeEnum.DUPLICATE_ITEM);
        }
        table.put(item);
        return BatchStatementResponse.builder().build();
    }

    private static BatchStatementResponse update(
            Table table, Matcher update, List<AttributeValue> parameters) {
        Map<String, AttributeValue> set = values(EQUAL, update.group(2), parameters);
        Map<String, AttributeValue> where =
                values(EQUAL, update.group(4), parameters.subList(set.size(), parameters.size()));
        @Nullable Map<String, AttributeValue> stored = table.items.get(table.keyOf(where));
        if (stored == null || !stored.entrySet().containsAll(where.entrySet())) {
            return refused(BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED);
        }
        Map<String, AttributeValue> item = new HashMap<>(stored);
        item.putAll(set);
        item.remove(update.group(3));
        table.put(item);
        return BatchStatementResponse.builder().build();
    }

    /** The values of the names that a text has, in their order. */
    private static Map<String, AttributeValue> values(
            Pattern named, String text, List<AttributeValue> parameters) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        Matcher name = named.matcher(text);
        while (name.find()) {
            values.put(name.group(1), parameters.get(values.size()));
        }
        return values;
    }

    private static BatchStatementResponse refused(BatchStatementErrorCodeEnum code) {
        return BatchStatementResponse.builder().error(error -> error.code(code)).build();
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(
            TransactWriteItemsRequest request) {
        requireValid(request.transactItems());
        Put marker = request.transactItems().get(0).put();
        if (!holds(marker, existing(marker.tableName()))) {
            throw TransactionCanceledException.builder()
                    .cancellationReasons(
                            CancellationReason.builder().code("ConditionalCheckFailed").build())
                    .build();
        }
        for (TransactWriteItem write : request.transactItems()) {
            if (write.put() != null) {
                existing(write.put().tableName()).put(write.put().item());
            }
        }
        transactions.add(request);
        return TransactWriteItemsResponse.builder().build();
    }

    private void requireValid(List<TransactWriteItem> writes) {
        Map<String, Set<Map<String, AttributeValue>>> items = new HashMap<>();
        for (TransactWriteItem item : writes) {
            TableWrite write = TableWrite.of(item);
            Map<String, AttributeValue> key = write.validKey(existing(write.table()).key);
            if (!items.computeIfAbsent(write.table(), table -> new HashSet<>()).add(key)) {
                throw TableWrite.refused(
                        "Transaction request cannot include multiple operations on one item");
            }
        }
    }

    /** The conditions of sinks and guards are terms of which one must hold, with all its parts. */
    private static boolean holds(Put put, Table table) {
        Map<String, AttributeValue> stored = table.items.get(table.keyOf(put.item()));
        if (put.conditionExpression() == null) {
            return true;
        }
        for (String term : put.conditionExpression().split(" OR ", -1)) {
            String parts = term.startsWith("(") ? term.substring(1, term.length() - 1) : term;
            if (Stream.of(parts.split(" AND ", -1))
                    .allMatch(part -> holds(part.split(" ", -1), put, stored))) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(
            String[] term, Put put, @Nullable Map<String, AttributeValue> stored) {
        if (term.length == 1 && term[0].startsWith("attribute_not_exists(")) {
            return stored == null;
        }
        if (term.length != 3) {
            throw new UnsupportedOperationException(put.conditionExpression());
        }
        String name = put.expressionAttributeNames().get(term[0]);
        @Nullable AttributeValue left = stored == null ? null : stored.get(name);
        @Nullable AttributeValue right = put.expressionAttributeValues().get(term[2]);
        return left != null
                && right != null
                && switch (term[1]) {
                    case "=" -> left.equals(right);
                    case "<=" -> Long.parseLong(left.n()) <= Long.parseLong(right.n());
                    default -> throw new UnsupportedOperationException(put.conditionExpression());
                };
    }

    private Table existing(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw ResourceNotFoundException.builder()
                    .message("no table " + name + ": add it by table(name, key)")
                    .build();
        }
        return table;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}

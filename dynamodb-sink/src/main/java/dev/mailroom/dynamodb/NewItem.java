package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

import java.util.Map;

/**
 * An item that is to be inserted.
 *
 * @param key its whole key in the table
 * @param values all of its attributes
 * @param put the request that inserts it alone, on the condition that its key is unused
 * @param statement the statement that inserts it together with others, or null if none can
 * @param bytes what the statement and its values take in a request, at most
 */
record NewItem(
        Map<String, AttributeValue> key,
        Map<String, AttributeValue> values,
        PutItemRequest put,
        @Nullable BatchStatementRequest statement,
        long bytes)
        implements GroupCommit.Write {}

package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

import java.util.Map;

/** An item that is to be inserted. */
final class NewItem {

    /** Its whole key in the table. */
    final Map<String, AttributeValue> key;

    /** All of its attributes. */
    final Map<String, AttributeValue> values;

    /** The request that inserts it alone, on the condition that its key is unused. */
    final PutItemRequest put;

    /** The statement that inserts it together with others, or null if none can. */
    final @Nullable BatchStatementRequest statement;

    /** What the statement and its values take in a request, at most. */
    final long bytes;

    NewItem(
            Map<String, AttributeValue> key,
            Map<String, AttributeValue> values,
            PutItemRequest put,
            @Nullable BatchStatementRequest statement,
            long bytes) {
        this.key = key;
        this.values = values;
        this.put = put;
        this.statement = statement;
        this.bytes = bytes;
    }
}

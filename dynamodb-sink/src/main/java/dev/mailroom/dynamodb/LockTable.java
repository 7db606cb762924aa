package dev.mailroom.dynamodb;

import dev.mailroom.SinkException;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guard's items: each is either locked by an owner or completed, with a result or without. */
final class LockTable {

    /** No name that items of the business have too. */
    private static final String OWNER = "lockOwner";

    private static final String LOCKED_UNTIL = "lockedUntil";
    private static final String RESULT = "result";

    /** What the guard itself keeps in an item. */
    static final List<String> ATTRIBUTES = List.of(OWNER, LOCKED_UNTIL, RESULT);

    private static final String OWNED = "#owner = :owner";

    private final DynamoDbClient client;
    private final String table;
    private final String key;
    private final @Nullable TimeToLive timeToLive;
    private final CallTimeout timeout;

    LockTable(
            DynamoDbClient client,
            String table,
            String key,
            @Nullable TimeToLive timeToLive,
            CallTimeout timeout) {
        this.client = client;
        this.table = table;
        this.key = key;
        this.timeToLive = timeToLive;
        this.timeout = timeout;
    }

    /** What came of trying to take a lock. */
    sealed interface Claim {
        /** The lock is ours. */
        record Acquired() implements Claim {}

        /** The effect has been completed. */
        record Completed(@Nullable String result) implements Claim {}

        /** Somebody else has the lock. */
        record HeldUntil(Instant expiry) implements Claim {}
    }

    /**
     * Takes the lock, also from an owner whose lock has expired. A completed item has no expiry of
     * its lock.
     */
    Claim acquire(Lock lock, Instant now, TimeLeft timeLeft) {
        Map<String, AttributeValue> item = new HashMap<>(id(lock));
        item.put(OWNER, owner(lock));
        item.put(LOCKED_UNTIL, millis(lock.until()));
        Map<String, String> names = new HashMap<>();
        names.putAll(Map.of("#key", key, "#until", LOCKED_UNTIL, "#owner", OWNER));
        Map<String, AttributeValue> values = new HashMap<>();
        values.putAll(Map.of(":now", millis(now), ":owner", owner(lock)));
        // Our own lock is met again when a request whose response was lost is repeated.
        String free = "attribute_not_exists(#key) OR #until <= :now OR " + OWNED;
        if (timeToLive != null) {
            // C29: DynamoDB deletes late. The lock itself never outlives the item.
            free += " OR #expiry <= :seconds";
            names.put("#expiry", timeToLive.attribute());
            values.put(":seconds", TimeToLive.seconds(now.getEpochSecond()));
            item.put(timeToLive.attribute(), expiry(timeToLive, lock.until()));
        }
        PutItemRequest request =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(free)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .overrideConfiguration(timeout.within(timeLeft))
                        .build();
        try {
            client.putItem(request);
            return new Claim.Acquired();
        } catch (ConditionalCheckFailedException e) {
            return claimOf(e.item());
        }
    }

    private Claim claimOf(Map<String, AttributeValue> stored) {
        if (!stored.containsKey(OWNER)) {
            throw new SinkException(
                    "table \""
                            + table
                            + "\" has an item of that key that is no lock: give guard and sink keys of"
                            + " different scopes, or tables of their own",
                    null);
        }
        AttributeValue until = stored.get(LOCKED_UNTIL);
        if (until != null) {
            return new Claim.HeldUntil(Instant.ofEpochMilli(Long.parseLong(until.n())));
        }
        AttributeValue result = stored.get(RESULT);
        return new Claim.Completed(result == null ? null : result.s());
    }

    /** Marks the effect as completed. Fails if the lock is no longer ours. */
    void complete(Lock lock, @Nullable String result, Instant now, TimeLeft timeLeft)
            throws ConditionalCheckFailedException {
        String update = "REMOVE #until";
        Map<String, String> names = new HashMap<>();
        names.putAll(Map.of("#until", LOCKED_UNTIL, "#owner", OWNER));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":owner", owner(lock)));
        String set = " SET ";
        if (result != null) {
            update += set + "#result = :result";
            set = ", ";
            names.put("#result", RESULT);
            values.put(":result", AttributeValue.fromS(result));
        }
        if (timeToLive != null) {
            update += set + "#expiry = :expiry";
            names.put("#expiry", timeToLive.attribute());
            values.put(":expiry", expiry(timeToLive, now));
        }
        client.updateItem(
                UpdateItemRequest.builder()
                        .tableName(table)
                        .key(id(lock))
                        .updateExpression(update)
                        .conditionExpression(OWNED)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .overrideConfiguration(timeout.within(timeLeft))
                        .build());
    }

    /** Gives the lock back, so that the next caller need not wait. Fails if it is not ours. */
    void release(Lock lock, TimeLeft timeLeft) throws ConditionalCheckFailedException {
        client.deleteItem(
                DeleteItemRequest.builder()
                        .tableName(table)
                        .key(id(lock))
                        .conditionExpression(OWNED)
                        .expressionAttributeNames(Map.of("#owner", OWNER))
                        .expressionAttributeValues(Map.of(":owner", owner(lock)))
                        .overrideConfiguration(timeout.within(timeLeft))
                        .build());
    }

    private Map<String, AttributeValue> id(Lock lock) {
        return Map.of(key, AttributeValue.fromS(lock.key()));
    }

    private static AttributeValue owner(Lock lock) {
        return AttributeValue.fromS(lock.owner());
    }

    private static AttributeValue expiry(TimeToLive timeToLive, Instant from) {
        return TimeToLive.seconds(from.plus(timeToLive.lifetime()).getEpochSecond());
    }

    private static AttributeValue millis(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
    }
}

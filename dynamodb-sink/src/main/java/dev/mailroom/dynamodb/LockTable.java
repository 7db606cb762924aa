package dev.mailroom.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

import java.time.Instant;
import java.util.Map;

/** The guard's items: each is either locked by an owner or completed for good. */
record LockTable(DynamoDbClient client, String table, String key) {

    private static final String OWNER = "owner";
    private static final String LOCKED_UNTIL = "lockedUntil";

    /** What came of trying to take a lock. */
    sealed interface Claim {
        /** The lock is ours. */
        record Acquired() implements Claim {}

        /** The effect has been completed. */
        record Completed() implements Claim {}

        /** Somebody else has the lock. */
        record HeldUntil(Instant expiry) implements Claim {}
    }

    /**
     * Takes the lock, also from an owner whose lock has expired. A completed item has no expiry.
     */
    Claim acquire(Lock lock, Instant now) {
        // Our own lock is met again when the SDK repeats a request whose response was lost.
        String free = "attribute_not_exists(#key) OR #until <= :now OR #owner = :owner";
        PutItemRequest request =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(Map.of(key, id(lock), OWNER, owner(lock), LOCKED_UNTIL, until(lock)))
                        .conditionExpression(free)
                        .expressionAttributeNames(
                                Map.of("#key", key, "#until", LOCKED_UNTIL, "#owner", OWNER))
                        .expressionAttributeValues(
                                Map.of(":now", millis(now), ":owner", owner(lock)))
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build();
        try {
            client.putItem(request);
            return new Claim.Acquired();
        } catch (ConditionalCheckFailedException e) {
            return claimOf(e.item());
        }
    }

    private static Claim claimOf(Map<String, AttributeValue> stored) {
        AttributeValue until = stored.get(LOCKED_UNTIL);
        return until == null
                ? new Claim.Completed()
                : new Claim.HeldUntil(Instant.ofEpochMilli(Long.parseLong(until.n())));
    }

    /** Marks the effect as completed, for good. Fails if the lock is no longer ours. */
    void complete(Lock lock) throws ConditionalCheckFailedException {
        client.updateItem(
                UpdateItemRequest.builder()
                        .tableName(table)
                        .key(Map.of(key, id(lock)))
                        .updateExpression("REMOVE #until")
                        .conditionExpression("#owner = :owner")
                        .expressionAttributeNames(Map.of("#until", LOCKED_UNTIL, "#owner", OWNER))
                        .expressionAttributeValues(Map.of(":owner", owner(lock)))
                        .build());
    }

    /** Gives the lock back, so that the next caller need not wait. Fails if it is not ours. */
    void release(Lock lock) throws ConditionalCheckFailedException {
        client.deleteItem(
                DeleteItemRequest.builder()
                        .tableName(table)
                        .key(Map.of(key, id(lock)))
                        .conditionExpression("#owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", OWNER))
                        .expressionAttributeValues(Map.of(":owner", owner(lock)))
                        .build());
    }

    private static AttributeValue id(Lock lock) {
        return AttributeValue.fromS(lock.key());
    }

    private static AttributeValue owner(Lock lock) {
        return AttributeValue.fromS(lock.owner());
    }

    private static AttributeValue until(Lock lock) {
        return millis(lock.until());
    }

    private static AttributeValue millis(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
    }
}

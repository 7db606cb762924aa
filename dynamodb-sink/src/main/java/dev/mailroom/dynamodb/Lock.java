package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyGuard.Completion;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One caller's claim to run the effect of a key. The guard's item of that key is either locked by
 * an owner or completed, with a result or without.
 */
final class Lock {

    /** A name that business items do not use. */
    private static final String OWNER = "lockOwner";

    private static final String LOCKED_UNTIL = "lockedUntil";
    private static final String RESULT = "result";

    /** What the guard itself keeps in an item. */
    static final List<String> ATTRIBUTES = List.of(OWNER, LOCKED_UNTIL, RESULT);

    private static final String OWNED = "#owner = :owner";

    /** C30, less what numbers may take beyond the estimate of {@link ItemSize}. */
    private static final long MOST_BYTES = ItemSize.MAX_STORED - 64;

    private final Table table;
    private final @Nullable TimeToLive timeToLive;
    private final Map<String, AttributeValue> id;
    private final Instant until;
    private final AttributeValue owner = AttributeValue.fromS(UUID.randomUUID().toString());

    /**
     * Creates a claim.
     *
     * @param id the whole key of the lock's item
     * @param until when the lock expires if it is taken
     */
    Lock(
            Table table,
            @Nullable TimeToLive timeToLive,
            Map<String, AttributeValue> id,
            Instant until) {
        this.table = table;
        this.timeToLive = timeToLive;
        this.id = id;
        this.until = until;
    }

    /**
     * Takes the lock: as a statement where no item has its key, alone also from an owner whose lock
     * has expired. It comes to what the effect came to if it has been completed, and to nothing if
     * the lock is ours.
     */
    LockWrite claim(Instant now) {
        Map<String, AttributeValue> item = lockedUntil(until);
        return write(Statements.insert(table.name, item), item, timeLeft -> acquire(now, timeLeft));
    }

    private LockWrite write(
            @Nullable BatchStatementRequest statement,
            Map<String, AttributeValue> item,
            LockWrite.Request alone) {
        long bytes = ItemSize.of(item).sent() + Statements.bytes(statement);
        return new LockWrite(id, statement, bytes, alone);
    }

    /**
     * Takes the lock, also from an owner whose lock has expired. A completed item has no expiry of
     * its lock.
     *
     * @return the result of the effect if it has been completed; empty if the lock is ours
     * @throws RetryLaterException if somebody else has the lock
     * @throws SinkException if the item of that key is not a lock
     */
    private Attempt<Optional<Completion>> acquire(Instant now, TimeLimit timeLeft) {
        Map<String, String> names = new HashMap<>();
        String anyOfTheKey = id.keySet().iterator().next();
        names.putAll(Map.of("#key", anyOfTheKey, "#until", LOCKED_UNTIL, "#owner", OWNER));
        Map<String, AttributeValue> values = new HashMap<>();
        values.putAll(Map.of(":now", millis(now), ":owner", owner, ":until", millis(until)));
        // A retry of a request whose response was lost finds our own lock. A request that arrives
        // late, after the completion, finds no lock and must not undo it.
        String ours = "(" + OWNED + " AND #until = :until)";
        String free = "attribute_not_exists(#key) OR #until <= :now OR " + ours;
        if (timeToLive != null) {
            // C29: DynamoDB deletes late. The lock itself never outlives the item.
            free += " OR #expiry <= :seconds";
            names.put("#expiry", timeToLive.attribute);
            values.put(":seconds", TimeToLive.seconds(now));
        }
        PutItemRequest request =
                PutItemRequest.builder()
                        .tableName(table.name)
                        .item(lockedUntil(until))
                        .conditionExpression(free)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .overrideConfiguration(table.within(timeLeft))
                        .build();
        try {
            table.client.putItem(request);
            return new Attempt.Settled<>(Optional.empty());
        } catch (ConditionalCheckFailedException e) {
            return new Attempt.Settled<>(Optional.of(completion(e.item(), now)));
        } catch (SdkException e) {
            return table.failures.judge(e);
        }
    }

    private Map<String, AttributeValue> lockedUntil(Instant lockedUntil) {
        Map<String, AttributeValue> item = owned(until);
        item.put(LOCKED_UNTIL, millis(lockedUntil));
        return item;
    }

    /** What all items of this owner have; where completed effects expire, an expiry too. */
    private Map<String, AttributeValue> owned(Instant from) {
        Map<String, AttributeValue> item = new HashMap<>(id);
        item.put(OWNER, owner);
        if (timeToLive != null) {
            item.put(timeToLive.attribute, timeToLive.expiry(from));
        }
        return item;
    }

    private Completion completion(Map<String, AttributeValue> stored, Instant now) {
        if (!stored.containsKey(OWNER)) {
            throw new SinkException(
                    "table \""
                            + table.name
                            + "\" has an item of a key that begins with \""
                            + Names.GUARD
                            + "\", but is not a lock: such keys are reserved for guards",
                    null);
        }
        AttributeValue lockedUntil = stored.get(LOCKED_UNTIL);
        if (lockedUntil != null) {
            Instant expiry = Instant.ofEpochMilli(Long.parseLong(lockedUntil.n()));
            throw new RetryLaterException(
                    "the same effect is in progress elsewhere", Duration.between(now, expiry));
        }
        AttributeValue result = stored.get(RESULT);
        return new Completion(WriteResult.DUPLICATE, result == null ? null : result.s());
    }

    /**
     * Whether an item of the guard has room for the result, in addition to its key and its other
     * attributes.
     */
    boolean canKeep(String result) {
        Map<String, AttributeValue> item = owned(until);
        item.put(RESULT, AttributeValue.fromS(result));
        return Names.isUtf8(result) && ItemSize.of(item).stored() <= MOST_BYTES;
    }

    /**
     * Marks the effect as completed, unless the lock is no longer ours. Alone it is a put, like the
     * lock: a role that can take the lock can complete and release it too.
     */
    LockWrite completion(@Nullable String result, Instant now) {
        Map<String, AttributeValue> item = owned(now);
        if (result != null) {
            item.put(RESULT, AttributeValue.fromS(result));
        }
        Map<String, AttributeValue> changes = new HashMap<>(item);
        Map<String, AttributeValue> owned = new LinkedHashMap<>(id);
        owned.put(OWNER, owner);
        changes.keySet().removeAll(owned.keySet());
        BatchStatementRequest statement =
                Statements.update(table.name, changes, LOCKED_UNTIL, owned);
        return write(statement, item, timeLeft -> complete(item, timeLeft));
    }

    private Attempt<Optional<Completion>> complete(
            Map<String, AttributeValue> item, TimeLimit timeLeft) {
        try {
            replace(item, timeLeft);
            return new Attempt.Settled<>(Optional.empty());
        } catch (ConditionalCheckFailedException e) {
            return new Attempt.Failed<>(
                    new SinkException(
                            "the effect took longer than its lock, and another caller has taken over",
                            e));
        } catch (SdkException e) {
            return table.failures.judge(e);
        }
    }

    /** Lets the lock expire, so that the next caller need not wait. Fails if it is not ours. */
    void release(TimeLimit timeLeft) throws SdkException {
        replace(lockedUntil(Instant.EPOCH), timeLeft);
    }

    private void replace(Map<String, AttributeValue> item, TimeLimit timeLeft) {
        table.client.putItem(
                PutItemRequest.builder()
                        .tableName(table.name)
                        .item(item)
                        .conditionExpression(OWNED)
                        .expressionAttributeNames(Map.of("#owner", OWNER))
                        .expressionAttributeValues(Map.of(":owner", owner))
                        .overrideConfiguration(table.within(timeLeft))
                        .build());
    }

    private static AttributeValue millis(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
    }
}

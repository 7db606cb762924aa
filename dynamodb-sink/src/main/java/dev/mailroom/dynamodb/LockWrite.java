package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyGuard.Completion;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

import java.util.Map;
import java.util.Optional;

/**
 * A claim of a lock, or its completion.
 *
 * @param key the whole key of the lock's item
 * @param statement the statement that does it together with others, or null if none can
 * @param bytes what the statement and its values take in a request, at most
 * @param alone the conditional {@code PutItem} that does it alone
 */
record LockWrite(
        Map<String, AttributeValue> key,
        @Nullable BatchStatementRequest statement,
        long bytes,
        Request alone)
        implements GroupCommit.Write {

    /** A request for this write alone; it tells what another caller's effect came to. */
    @FunctionalInterface
    interface Request {
        Attempt<Optional<Completion>> send(TimeLimit timeLeft);
    }
}

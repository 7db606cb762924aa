package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.RecordContext;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.LockTable.Claim;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * An {@link IdempotencyGuard} whose locks are items of a DynamoDB table.
 *
 * <p>It sends two requests for each effect: one takes the lock, one marks it as completed. Both are
 * conditional writes that name the owner, so an owner that lost its lock can neither complete nor
 * release it (permissions {@code dynamodb:PutItem}, {@code dynamodb:UpdateItem} and {@code
 * dynamodb:DeleteItem}). The table's partition key is a string; beside it, items have the
 * attributes {@code owner} and, as long as they are locked, {@code lockedUntil} (epoch
 * milliseconds).
 *
 * <p>Locks are compared with the clocks of the functions' machines, which agree within milliseconds
 * on Lambda.
 *
 * <p>Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html">
 *     Condition expressions</a>
 */
public final class DynamoDbIdempotencyGuard implements IdempotencyGuard {

    private final LockTable locks;
    private final WriteFailures failures;
    private final Clock clock;

    private DynamoDbIdempotencyGuard(Builder builder, DynamoDbClient client) {
        this.locks = new LockTable(client, builder.table, builder.key);
        this.failures = new WriteFailures(builder.table, builder.key);
        this.clock = builder.clock;
    }

    /**
     * Starts building a guard.
     *
     * @param table the name or the ARN of the table
     * @return a builder with the defaults
     * @throws IllegalArgumentException if DynamoDB allows no such table name
     */
    public static Builder builder(String table) {
        return new Builder(table);
    }

    @Override
    public WriteResult runOnce(IdempotencyKey key, RecordContext context, Effect effect)
            throws Exception {
        requireNonNull(effect, "effect");
        Instant now = clock.instant();
        Lock lock = Lock.newOwner(key.text(), now.plus(context.remainingTime()));
        if (!acquired(lock, now)) {
            return WriteResult.DUPLICATE;
        }
        try {
            effect.run();
        } catch (Throwable e) {
            release(lock, e);
            throw e;
        }
        complete(lock);
        return WriteResult.WRITTEN;
    }

    /** Returns false if the effect has been completed. */
    private boolean acquired(Lock lock, Instant now) {
        Claim claim;
        try {
            claim = locks.acquire(lock, now);
        } catch (SdkException e) {
            throw failures.explain(e);
        }
        if (claim instanceof Claim.HeldUntil held) {
            throw new RetryLaterException(
                    "the same effect is in progress elsewhere",
                    Duration.between(now, held.expiry()));
        }
        return claim instanceof Claim.Acquired;
    }

    private void complete(Lock lock) {
        try {
            locks.complete(lock);
        } catch (ConditionalCheckFailedException e) {
            throw new SinkException(
                    "the effect took longer than its lock, and another caller has taken over", e);
        } catch (SdkException e) {
            throw failures.explain(e);
        }
    }

    /** A lock that cannot be released expires; what the effect threw matters more. */
    private void release(Lock lock, Throwable effectFailure) {
        try {
            locks.release(lock);
        } catch (SdkException e) {
            effectFailure.addSuppressed(e);
        }
    }

    /**
     * Builds {@link DynamoDbIdempotencyGuard} instances. Defaults:
     *
     * <ul>
     *   <li>the key attribute is {@code id};
     *   <li>the client is {@link DynamoDbClient#create()}: region and credentials of the
     *       environment;
     *   <li>the clock is the system's, in UTC.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final String table;
        private String key = "id";
        private @Nullable DynamoDbClient client;
        private Clock clock = Clock.systemUTC();

        private Builder(String table) {
            this.table = Names.requireTable(table);
        }

        /**
         * Sets the table's partition key, a string attribute that holds the idempotency key.
         * Replaces an earlier one.
         *
         * @param attribute the name of the attribute
         * @return this builder
         */
        public Builder key(String attribute) {
            this.key = Names.requireAttribute("key attribute", attribute);
            return this;
        }

        /**
         * Sets the client. It stays the caller's to close. Replaces an earlier client.
         *
         * @param client the client
         * @return this builder
         */
        public Builder client(DynamoDbClient client) {
            this.client = requireNonNull(client, "client");
            return this;
        }

        /**
         * Sets the clock that locks are reckoned by. Replaces an earlier clock.
         *
         * @param clock the clock
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the guard. It sends no request.
         *
         * @return the guard
         * @throws software.amazon.awssdk.core.exception.SdkClientException if no client is set and
         *     the environment names no region
         */
        public DynamoDbIdempotencyGuard build() {
            return new DynamoDbIdempotencyGuard(
                    this, client == null ? DynamoDbClient.create() : client);
        }
    }
}

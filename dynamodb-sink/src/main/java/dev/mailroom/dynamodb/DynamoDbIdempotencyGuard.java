package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An {@link IdempotencyGuard} whose locks are items of a DynamoDB table.
 *
 * <p>It writes twice for each effect: once to take the lock, once to mark it as completed. Both
 * name the owner, so an owner that lost its lock can neither complete nor release it. Alone, each
 * is a conditional {@code PutItem}, and needs the permission {@code dynamodb:PutItem}: a role that
 * cannot complete an effect cannot begin it either. Those that other lanes make while a request is
 * under way gather, and up to 25 of them leave together as one {@code BatchExecuteStatement}, if
 * the role has the permissions {@code dynamodb:PartiQLInsert} and {@code dynamodb:PartiQLUpdate}
 * too. What a statement cannot settle, such as a lock that another caller has, is then a {@code
 * PutItem}. A table that is named by an ARN gets {@code PutItem}s alone.
 *
 * <p>The table's partition key is a string, {@code mailroom-guard#} and the idempotency key, so
 * that guards and sinks can share a table and a key. Items also have the attribute {@code
 * lockOwner}, while they are locked {@code lockedUntil} (epoch milliseconds), and once they are
 * completed {@code result}, if the effect returned one. A result that no item can hold, because it
 * has about 400 KB or more or half a surrogate pair, is left out with a warning, and the effect is
 * still completed.
 *
 * <p>Throttled requests and transient failures are retried after a pause, as long as the delivery
 * has time.
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

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbIdempotencyGuard.class);

    private final Table table;
    private final LockRequests requests;
    private final TableKey<IdempotencyKey> key;
    private final @Nullable TimeToLive timeToLive;
    private final Clock clock;
    private final Retries retries;

    private DynamoDbIdempotencyGuard(Builder builder) {
        this.key = new TableKey<>(builder.key, builder.sortKey);
        this.table = builder.table(key);
        this.requests = new LockRequests(table);
        this.timeToLive = builder.timeToLive;
        this.clock = builder.clock;
        this.retries = builder.retries;
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
    public Completion callOnce(
            IdempotencyKey idempotencyKey, Delivery context, EffectWithResult effect)
            throws Exception {
        requireNonNull(effect, "effect");
        Instant now = clock.instant();
        Instant lockedUntil = now.plus(context.remainingTime());
        Lock lock =
                new Lock(table, timeToLive, key.of(idempotencyKey, idempotencyKey), lockedUntil);
        TimeLimit timeLeft = TimeLimit.of(context);
        LockWrite claim = lock.claim(now);
        Optional<Completion> earlier =
                retries.settle(timeLeft, () -> requests.send(claim, timeLeft));
        return earlier.isPresent()
                ? earlier.get()
                : new Completion(WriteResult.WRITTEN, run(effect, lock, context));
    }

    /** Loads what the SDK needs for a {@code PutItem}, except the connection; sends nothing. */
    @Override
    public void prime() {
        var unused = SampleRequest.send();
    }

    /** How many lanes wait for a request that is under way. */
    int waiting() {
        return requests.waiting();
    }

    private @Nullable String run(EffectWithResult effect, Lock lock, Delivery context)
            throws Exception {
        String result;
        try {
            result = effect.call();
        } catch (Throwable e) {
            undisturbed(() -> release(lock, context, e));
            throw e;
        }
        undisturbed(() -> complete(lock, result, context));
        return result;
    }

    /**
     * The deadline's interrupt, which comes once, must not prevent recording what happened: there
     * is time for that after it.
     */
    private static void undisturbed(Runnable request) {
        boolean interrupted = Thread.interrupted();
        try {
            request.run();
        } catch (SinkException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            interrupted = true;
            request.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void complete(Lock lock, @Nullable String result, Delivery context) {
        TimeLimit timeLeft = TimeLimit.of(context);
        String kept = result == null || lock.canKeep(result) ? result : withoutResult();
        LockWrite completion = lock.completion(kept, clock.instant());
        var unused = retries.settle(timeLeft, () -> requests.send(completion, timeLeft));
    }

    /** The effect has happened: without a completion it would happen again at each delivery. */
    private @Nullable String withoutResult() {
        LOG.warn(
                "An effect is completed without its result in {}: expected less than 400 KB that"
                        + " UTF-8 can encode; later calls are told that it returned nothing",
                table.failures.where);
        return null;
    }

    /** A lock that cannot be released expires; what the effect threw matters more. */
    private void release(Lock lock, Delivery context, Throwable effectFailure) {
        try {
            lock.release(TimeLimit.of(context));
        } catch (SdkException e) {
            effectFailure.addSuppressed(e);
        }
    }

    /**
     * Builds {@link DynamoDbIdempotencyGuard} instances. Defaults:
     *
     * <ul>
     *   <li>the key attribute is {@code id}, and there is no sort key;
     *   <li>the client is {@link DynamoDbClient#create()}: region and credentials of the
     *       environment;
     *   <li>completed effects never expire;
     *   <li>the clock is the system's, in UTC.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder extends TableBuilder<Builder> {

        private KeyPart<IdempotencyKey> key = partition("id");
        private @Nullable KeyPart<IdempotencyKey> sortKey;

        private Builder(String table) {
            super(table);
        }

        private static KeyPart<IdempotencyKey> partition(String attribute) {
            return KeyPart.partition(attribute, (key, same) -> Names.GUARD + key.text());
        }

        /**
         * Sets the table's partition key, a string attribute that holds the idempotency key.
         * Replaces an earlier one.
         *
         * @param attribute the name of the attribute
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder key(String attribute) {
            this.key = partition(attribute);
            return this;
        }

        /**
         * Sets the table's sort key, a string attribute that has the same value in all items of
         * this guard. Replaces an earlier one.
         *
         * @param attribute the name of the attribute
         * @param constant the value
         * @return this builder
         * @throws IllegalArgumentException if the name is blank or the value is empty
         */
        public Builder sortKey(String attribute, String constant) {
            Names.requireConstant(attribute, constant);
            this.sortKey = KeyPart.sort(attribute, (key, same) -> constant);
            return this;
        }

        /**
         * Sets the table's sort key, a number attribute that has the same value in all items of
         * this guard. Replaces an earlier one.
         *
         * @param attribute the name of the attribute
         * @param constant the value
         * @return this builder
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder sortKey(String attribute, long constant) {
            this.sortKey = KeyPart.sort(attribute, (key, same) -> constant);
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Builds the guard. It sends no request.
         *
         * @return the guard
         * @throws IllegalStateException if one attribute has two roles among key, sort key, expiry,
         *     {@code lockOwner}, {@code lockedUntil} and {@code result}, or if no client is set and
         *     the environment names no region
         */
        public DynamoDbIdempotencyGuard build() {
            Map<String, @Nullable String> roles = new LinkedHashMap<>();
            Lock.ATTRIBUTES.forEach(attribute -> roles.put("the " + attribute, attribute));
            roles.put("the key", key.attribute());
            roles.put("the sort key", sortKey == null ? null : sortKey.attribute());
            roles.put("the expiry", expiryAttribute());
            requireDistinct(roles);
            return new DynamoDbIdempotencyGuard(this);
        }
    }
}

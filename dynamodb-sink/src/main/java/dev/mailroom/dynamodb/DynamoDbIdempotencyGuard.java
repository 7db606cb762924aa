package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An {@link IdempotencyGuard} whose locks are items of a DynamoDB table.
 *
 * <p>It sends two requests for each effect: one takes the lock, one marks it as completed. Both are
 * conditional {@code PutItem}s that name the owner, so an owner that lost its lock can neither
 * complete nor release it. They need one permission, {@code dynamodb:PutItem}: a role that may not
 * complete an effect may not begin it.
 *
 * <p>The table's partition key is a string, {@code mailroom-guard#} and the idempotency key, so
 * that guards and sinks may share a table and a key. Beside it, items have the attributes {@code
 * lockOwner}, as long as they are locked {@code lockedUntil} (epoch milliseconds), and once they
 * are completed {@code result}, if the effect returned one. A result that no item can hold, because
 * it has about 400 KB or more or half a surrogate pair, is left out with a warning, and the effect
 * is completed all the same.
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
    private final @Nullable TimeToLive timeToLive;
    private final Clock clock;
    private final Retries retries;

    private DynamoDbIdempotencyGuard(Builder builder) {
        this.table = new Table(builder.client, builder.table, builder.key);
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
    public Completion callOnce(IdempotencyKey key, Delivery context, EffectWithResult effect)
            throws Exception {
        requireNonNull(effect, "effect");
        Instant now = clock.instant();
        Instant lockedUntil = now.plus(context.remainingTime());
        Lock lock = new Lock(table, timeToLive, key.text(), lockedUntil);
        TimeLeft timeLeft = TimeLeft.of(context);
        Optional<Completion> earlier = retries.settle(timeLeft, () -> lock.acquire(now, timeLeft));
        return earlier.isPresent()
                ? earlier.get()
                : new Completion(WriteResult.WRITTEN, run(effect, lock, context));
    }

    /** Loads what the SDK needs for a {@code PutItem}, but for the connection; sends nothing. */
    @Override
    public void prime() {
        var unused = SampleRequest.send();
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
     * The deadline's interrupt, which comes once, must not keep what happened from being written
     * down: there is time for that behind it.
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
        TimeLeft timeLeft = TimeLeft.of(context);
        String kept = result == null || lock.canKeep(result) ? result : withoutResult();
        retries.settle(timeLeft, () -> lock.complete(kept, clock.instant(), timeLeft));
    }

    /** The effect has happened: without a completion it would happen again at each delivery. */
    private @Nullable String withoutResult() {
        LOG.warn(
                "An effect is completed without its result in {}: expected less than 400 KB that"
                        + " UTF-8 can say; later calls are told that it returned nothing",
                table.failures.where());
        return null;
    }

    /** A lock that cannot be released expires; what the effect threw matters more. */
    private void release(Lock lock, Delivery context, Throwable effectFailure) {
        try {
            lock.release(TimeLeft.of(context));
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
     *   <li>completed effects are remembered for good;
     *   <li>the clock is the system's, in UTC.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final String table;
        private String key = "id";
        private @Nullable DynamoDbClient client;
        private @Nullable TimeToLive timeToLive;
        private Clock clock = Clock.systemUTC();
        private Retries retries = Retries.standard();

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
            if (Lock.ATTRIBUTES.contains(attribute)) {
                throw new IllegalArgumentException(
                        "\"" + attribute + "\" is an attribute of the lock and cannot be its key");
            }
            this.key = Names.requireAttribute("key attribute", attribute);
            return this;
        }

        /**
         * Forgets completed effects: DynamoDB deletes their items some time after the lifetime, and
         * from then on an effect of the same key is made again. Choose more than a message can take
         * to be delivered, its days in the dead-letter queue included. The table's time to live
         * must be switched on for the attribute. Replaces an earlier setting.
         *
         * @param attribute the name of the attribute that holds the expiry, in epoch seconds
         * @param lifetime how long a completed effect is remembered, a second or more
         * @return this builder
         * @throws IllegalArgumentException if the lifetime is less than a second
         */
        public Builder timeToLive(String attribute, Duration lifetime) {
            this.timeToLive = new TimeToLive(attribute, lifetime);
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

        Builder retries(Retries retries) {
            this.retries = retries;
            return this;
        }

        /**
         * Builds the guard. It sends no request.
         *
         * @return the guard
         * @throws IllegalStateException if one attribute is to be two of key, expiry, {@code
         *     lockOwner}, {@code lockedUntil} and {@code result}, or if no client is set and the
         *     environment names no region
         */
        public DynamoDbIdempotencyGuard build() {
            List<String> attributes = new ArrayList<>(Lock.ATTRIBUTES);
            attributes.add(key);
            if (timeToLive != null) {
                attributes.add(timeToLive.attribute);
            }
            if (Set.copyOf(attributes).size() < attributes.size()) {
                throw new IllegalStateException(
                        "the attributes of table " + table + " must differ, but are " + attributes);
            }
            return new DynamoDbIdempotencyGuard(this);
        }
    }
}

package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * An {@link IdempotencyGuard} for tests of handlers, which keeps its locks in memory and behaves
 * like one over a table.
 *
 * <p>Thread-safe.
 */
public final class InMemoryIdempotencyGuard implements IdempotencyGuard {

    /** A lock if it has an end, otherwise a completed effect. Owners are compared by identity. */
    private record Entry(Object owner, @Nullable Instant lockedUntil, @Nullable String result) {}

    private final Map<IdempotencyKey, Entry> entries;
    private final Clock clock;

    /** Creates a guard without locks or completed effects. */
    public InMemoryIdempotencyGuard() {
        this(new HashMap<>(), Clock.systemUTC());
    }

    private InMemoryIdempotencyGuard(Map<IdempotencyKey, Entry> entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Returns a guard with the same locks and another clock, like the guard of another machine.
     *
     * @param clock its clock
     * @return the guard
     */
    public InMemoryIdempotencyGuard at(Clock clock) {
        return new InMemoryIdempotencyGuard(entries, requireNonNull(clock, "clock"));
    }

    /**
     * Tells whether the effect of a key has been completed.
     *
     * @param key the key
     * @return whether it has
     */
    public boolean completed(IdempotencyKey key) {
        synchronized (entries) {
            Entry entry = entries.get(key);
            return entry != null && entry.lockedUntil() == null;
        }
    }

    @Override
    public Completion callOnce(IdempotencyKey key, Delivery delivery, EffectWithResult effect)
            throws Exception {
        requireNonNull(key, "key");
        requireNonNull(effect, "effect");
        Object owner = new Object();
        Entry completed = lock(key, delivery, owner);
        if (completed != null) {
            return new Completion(WriteResult.DUPLICATE, completed.result());
        }
        @Nullable String result;
        try {
            result = effect.call();
        } catch (Throwable e) {
            release(key, owner);
            throw e;
        }
        complete(key, owner, result);
        return new Completion(WriteResult.WRITTEN, result);
    }

    /** Returns null once the lock is ours, or the completed effect. */
    private @Nullable Entry lock(IdempotencyKey key, Delivery delivery, Object owner) {
        synchronized (entries) {
            Instant now = clock.instant();
            Entry entry = entries.get(key);
            Instant lockedUntil = entry == null ? now : entry.lockedUntil();
            if (lockedUntil == null) {
                return entry;
            }
            if (lockedUntil.isAfter(now)) {
                throw new RetryLaterException(
                        "the same effect is in progress elsewhere",
                        Duration.between(now, lockedUntil));
            }
            entries.put(key, new Entry(owner, now.plus(delivery.remainingTime()), null));
            return null;
        }
    }

    private void complete(IdempotencyKey key, Object owner, @Nullable String result) {
        synchronized (entries) {
            Entry entry = entries.get(key);
            if (entry == null || entry.owner() != owner) {
                throw new SinkException(
                        "the effect took longer than its lock, and another caller has taken over",
                        null);
            }
            entries.put(key, new Entry(owner, null, result));
        }
    }

    private void release(IdempotencyKey key, Object owner) {
        synchronized (entries) {
            entries.computeIfPresent(key, (same, entry) -> entry.owner() == owner ? null : entry);
        }
    }
}

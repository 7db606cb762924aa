package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Sink} for tests of handlers, which keeps its items in memory and writes each key once.
 * It does not look at the items: only the sink that you deploy decides whether a table can store an
 * item, and whether two items of one key are in conflict.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the items
 */
public final class InMemorySink<T> implements Sink<T> {

    private record Stored<T>(T item, Instant expiry) {}

    private final Map<IdempotencyKey, Stored<T>> items = new LinkedHashMap<>();
    private final Clock clock;
    private final @Nullable Duration lifetime;

    /** Creates an empty sink whose items never expire. */
    public InMemorySink() {
        this(Clock.systemUTC(), null);
    }

    private InMemorySink(Clock clock, @Nullable Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /**
     * Returns an empty sink like this one, whose items expire.
     *
     * @param lifetime how long an item lives
     * @param clock the clock for expiry
     * @return the sink
     */
    public InMemorySink<T> expiring(Duration lifetime, Clock clock) {
        return new InMemorySink<>(
                requireNonNull(clock, "clock"), requireNonNull(lifetime, "lifetime"));
    }

    @Override
    public synchronized WriteResult write(IdempotencyKey key, T item) {
        requireNonNull(key, "key");
        requireNonNull(item, "item");
        Instant now = clock.instant();
        Stored<T> stored = items.get(key);
        if (stored == null || !stored.expiry().isAfter(now)) {
            Instant expiry = lifetime == null ? Instant.MAX : now.plus(lifetime);
            items.put(key, new Stored<>(item, expiry));
            return WriteResult.WRITTEN;
        }
        return WriteResult.DUPLICATE;
    }

    /**
     * Returns what is stored under a key.
     *
     * @param key the key
     * @return the item, or empty if there is none
     */
    public synchronized Optional<T> item(IdempotencyKey key) {
        return Optional.ofNullable(items.get(key)).map(Stored::item);
    }

    /**
     * Returns everything that is stored, in the order in which the keys were first written.
     *
     * @return a copy
     */
    public synchronized Map<IdempotencyKey, T> items() {
        Map<IdempotencyKey, T> copy = new LinkedHashMap<>();
        items.forEach((key, stored) -> copy.put(key, stored.item()));
        return Collections.unmodifiableMap(copy);
    }
}

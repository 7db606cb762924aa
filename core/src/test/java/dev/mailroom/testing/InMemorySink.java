package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@link Sink} for tests of handlers: it holds its items in memory and answers as a table would.
 *
 * <p>Thread-safe.
 *
 * @param <T> the type of the items
 */
public final class InMemorySink<T> implements Sink<T> {

    private record Stored<T>(T item, Instant expiry) {}

    private final Map<IdempotencyKey, Stored<T>> items = new LinkedHashMap<>();
    private final Clock clock;
    private final Duration lifetime;
    private final Function<? super T, ?> content;

    /** Creates an empty sink whose items never expire and never contradict each other. */
    public InMemorySink() {
        this(Clock.systemUTC(), null, null);
    }

    private InMemorySink(Clock clock, Duration lifetime, Function<? super T, ?> content) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.content = content;
    }

    /**
     * Returns an empty sink like this one, whose items expire.
     *
     * @param lifetime how long an item lives
     * @param clock the clock that expiry is reckoned by
     * @return the sink
     */
    public InMemorySink<T> expiring(Duration lifetime, Clock clock) {
        return new InMemorySink<>(
                requireNonNull(clock, "clock"), requireNonNull(lifetime, "lifetime"), content);
    }

    /**
     * Returns an empty sink like this one, that throws {@link IdempotencyConflictException} when
     * the same key comes with other content.
     *
     * @param content what must be equal of two items of one key; the identity function for all
     * @return the sink
     */
    public InMemorySink<T> detectingConflicts(Function<? super T, ?> content) {
        return new InMemorySink<>(clock, lifetime, requireNonNull(content, "content"));
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
        if (content != null && !content.apply(stored.item()).equals(content.apply(item))) {
            throw new IdempotencyConflictException(
                    "the sink already has an item of the same key with other content");
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
     * Returns all that is stored, in the order in which the keys were first written.
     *
     * @return a copy
     */
    public synchronized Map<IdempotencyKey, T> items() {
        Map<IdempotencyKey, T> copy = new LinkedHashMap<>();
        items.forEach((key, stored) -> copy.put(key, stored.item()));
        return Collections.unmodifiableMap(copy);
    }
}

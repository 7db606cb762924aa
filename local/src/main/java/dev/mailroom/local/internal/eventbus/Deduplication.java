package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.RetainedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what a bus took within the last five minutes. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-ordering.html">Deduplication
 *     at publish time</a>
 */
final class Deduplication {

    // V19: a duplicate within five minutes is held back.
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Map<Key, RetainedEvent> taken = new LinkedHashMap<>();

    /** What makes two events duplicates; null if an entry is never a duplicate. */
    record Key(@Nullable String group, boolean byContent, String value) {

        static @Nullable Key of(BusEntry entry, boolean byContent) {
            String id = entry.identity().deduplicationId();
            // V19: within its group; entries without a group share one.
            if (id != null) {
                return new Key(entry.identity().group(), false, id);
            }
            return byContent ? new Key(entry.identity().group(), true, entry.content()) : null;
        }
    }

    /** The event that an entry repeats; null if it is new. */
    @Nullable RetainedEvent earlier(@Nullable Key key, Instant now) {
        forget(now.minus(WINDOW));
        return key == null ? null : taken.get(key);
    }

    // The oldest comes first.
    private void forget(Instant end) {
        Iterator<RetainedEvent> oldest = taken.values().iterator();
        while (oldest.hasNext() && !oldest.next().ingested().isAfter(end)) {
            oldest.remove();
        }
    }

    void take(@Nullable Key key, RetainedEvent event) {
        if (key != null) {
            taken.put(key, event);
        }
    }
}

package dev.mailroom.local.eventbus;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * A part of what a bus keeps.
 *
 * @param from the time of the first event; null for the oldest that the bus keeps
 * @param until the time of the last event; null for the newest
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-replay.html">Replaying
 *     retained events to a subscriber</a>
 */
public record Replay(@Nullable Instant from, @Nullable Instant until) {

    /**
     * Begins with the oldest event that the bus keeps.
     *
     * @return all that it keeps
     */
    public static Replay fromHorizon() {
        return new Replay(null, null);
    }

    /**
     * Begins at a time.
     *
     * @param time the time of the first event
     * @return what was published then and later
     */
    public static Replay from(Instant time) {
        return new Replay(Objects.requireNonNull(time, "time"), null);
    }

    /**
     * Ends at a time; it replaces an earlier setting.
     *
     * @param time the time of the last event
     * @return the part up to then
     */
    public Replay until(Instant time) {
        return new Replay(from, Objects.requireNonNull(time, "time"));
    }

    /**
     * Tells whether an event is in this part.
     *
     * @param event the event
     * @return whether it is
     */
    public boolean holds(RetainedEvent event) {
        return (from == null || !event.ingested().isBefore(from))
                && (until == null || !event.ingested().isAfter(until));
    }
}

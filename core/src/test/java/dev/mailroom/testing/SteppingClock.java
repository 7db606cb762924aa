package dev.mailroom.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until the test steps it on. Thread-safe. */
public final class SteppingClock extends Clock {

    private final AtomicReference<Instant> now;

    /**
     * Creates a clock.
     *
     * @param start what it shows first; parts of a second are cut off
     */
    public SteppingClock(Instant start) {
        this.now = new AtomicReference<>(Instant.ofEpochSecond(start.getEpochSecond()));
    }

    /**
     * Moves the clock on.
     *
     * @param by how far
     */
    public void step(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("withZone");
    }
}

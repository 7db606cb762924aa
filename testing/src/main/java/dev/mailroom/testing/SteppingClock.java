package dev.mailroom.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until the test advances it. Thread-safe. */
public final class SteppingClock extends Clock {

    private volatile Instant now;

    /**
     * Creates a clock.
     *
     * @param start what it shows first; parts of a second are cut off
     */
    public SteppingClock(Instant start) {
        this.now = Instant.ofEpochSecond(start.getEpochSecond());
    }

    /**
     * Advances the clock.
     *
     * @param by how far
     */
    public synchronized void step(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
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

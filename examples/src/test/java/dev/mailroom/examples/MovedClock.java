package dev.mailroom.examples;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of a pipeline, which a test moves forward instead of waiting for a retry. */
public final class MovedClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    /** Ends the visibility timeout of all messages that are in flight. */
    public void endVisibilityTimeout() {
        ahead.updateAndGet(now -> now.plus(ExamplesPipeline.VISIBILITY_TIMEOUT));
    }
}

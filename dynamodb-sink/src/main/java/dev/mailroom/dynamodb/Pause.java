package dev.mailroom.dynamodb;

import java.time.Duration;

/** Waits; its thread can be interrupted meanwhile. */
@FunctionalInterface
interface Pause {

    void pause(Duration duration) throws InterruptedException;

    static Pause sleeping() {
        return duration -> Thread.sleep(duration.toMillis());
    }
}

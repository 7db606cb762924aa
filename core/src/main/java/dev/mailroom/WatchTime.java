package dev.mailroom;

import java.util.concurrent.TimeUnit;

/** The time by which invocations are watched: the system's, unless a test has its own. */
class WatchTime {

    long nanoTime() {
        return System.nanoTime();
    }

    /** Waits until then, or until this thread, which holds the monitor, is notified. */
    void awaitUntil(Object monitor, long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(monitor, nanoTime - System.nanoTime());
    }
}

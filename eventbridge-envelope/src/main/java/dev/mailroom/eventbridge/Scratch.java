package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/** A reusable buffer for characters that are put together. Thread-safe. */
final class Scratch {

    /** Larger ones are not kept. */
    private static final int LARGEST = 64 * 1024;

    private final AtomicReference<char @Nullable []> free = new AtomicReference<>();

    /** Takes a buffer for this many characters; no one else has it until it is given back. */
    char[] take(int length) {
        char[] place = free.getAndSet(null);
        return place == null || place.length < length ? new char[length] : place;
    }

    void giveBack(char[] place) {
        if (place.length <= LARGEST) {
            free.set(place);
        }
    }
}

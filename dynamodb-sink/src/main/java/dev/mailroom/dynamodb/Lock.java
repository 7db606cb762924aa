package dev.mailroom.dynamodb;

import java.time.Instant;
import java.util.UUID;

/** One caller's claim to run the effect of a key. */
record Lock(String key, String owner, Instant until) {

    static Lock newOwner(String key, Instant until) {
        return new Lock(key, UUID.randomUUID().toString(), until);
    }
}

package dev.mailroom.local.internal.console;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How much went from one part to another, for the arrows of the map. */
final class Flows {

    /** How much went along one arrow, and when it was last used. */
    record Flow(long count, Instant last) {}

    private final Map<String, Flow> all = new HashMap<>();

    void add(String from, String to, int more, Instant now) {
        all.merge(
                from + " > " + to,
                new Flow(more, now),
                (before, added) -> new Flow(before.count() + added.count(), added.last()));
    }

    Flow of(String from, String to) {
        return all.getOrDefault(from + " > " + to, new Flow(0, Instant.EPOCH));
    }
}

package dev.mailroom.local.internal.console;

import dev.mailroom.local.model.BusEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/** An event, and what became of it. */
final class Story {

    // 2,000 events must fit into a small heap.
    private static final int MOST_CHARACTERS = 32_768;

    private final String id;
    private final String source;
    private final String detailType;
    private final Instant put;
    private final @Nullable String event;
    private final Trail trail;
    private String bus;

    private Story(
            String id,
            String source,
            String detailType,
            Instant put,
            String bus,
            @Nullable String event) {
        this.id = id;
        this.source = source;
        this.detailType = detailType;
        this.put = put;
        this.bus = bus;
        this.event = event;
        this.trail = new Trail(id);
    }

    static Story of(BusEvent event, Instant put) {
        String text = event.toJson();
        return new Story(
                event.id(),
                event.source(),
                event.detailType(),
                put,
                "",
                text.length() > MOST_CHARACTERS ? null : text);
    }

    /** The story of an event that was never put on a bus. */
    static Story without(String id, String source, String detailType, String bus, Instant put) {
        return new Story(id, source, detailType, put, bus, null);
    }

    String id() {
        return id;
    }

    String source() {
        return source;
    }

    String detailType() {
        return detailType;
    }

    Instant put() {
        return put;
    }

    /** The event, JSON; null if it is too large to keep, or was never on a bus. */
    @Nullable String event() {
        return event;
    }

    Trail trail() {
        return trail;
    }

    String bus() {
        return bus;
    }

    void isOn(String name) {
        bus = name;
    }

    boolean matches(String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return contains(id, wanted) || contains(source, wanted) || contains(detailType, wanted);
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an event says about itself besides its id, its time and its detail. Events of one shape
 * share it, so it does not change from then on.
 */
final class EventHead {

    private final boolean shared;

    @Nullable String source;
    @Nullable String detailType;
    @Nullable String account;
    @Nullable String region;
    @Nullable List<String> resources;
    @Nullable String replayName;

    /** The wrappers that were read together with the event in them. */
    final List<Layer> wrappers;

    EventHead() {
        this.shared = false;
        this.wrappers = List.of();
    }

    /** The same head, to be shared by events inside these wrappers. */
    EventHead(EventHead head, List<Layer> wrappers) {
        this.shared = true;
        this.source = head.source;
        this.detailType = head.detailType;
        this.account = head.account;
        this.region = head.region;
        this.resources = head.resources;
        this.replayName = head.replayName;
        this.wrappers = List.copyOf(wrappers);
    }

    /** This head, to be changed. */
    EventHead own() {
        if (shared) {
            throw new IllegalStateException("other events have this head too");
        }
        return this;
    }
}

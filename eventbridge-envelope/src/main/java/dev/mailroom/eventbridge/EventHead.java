package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an event says about itself besides its id, its time and its detail. Events of one shape
 * share it; it is not changed any more then.
 */
final class EventHead {

    @Nullable String source;
    @Nullable String detailType;
    @Nullable String account;
    @Nullable String region;
    @Nullable List<String> resources;
    @Nullable String replayName;

    /** The wrappers that were read together with the event in them. */
    final List<Layer> wrappers;

    EventHead() {
        this.wrappers = List.of();
    }

    /** The same head, in an event inside these wrappers. */
    EventHead(EventHead head, List<Layer> wrappers) {
        this.source = head.source;
        this.detailType = head.detailType;
        this.account = head.account;
        this.region = head.region;
        this.resources = head.resources;
        this.replayName = head.replayName;
        this.wrappers = List.copyOf(wrappers);
    }
}

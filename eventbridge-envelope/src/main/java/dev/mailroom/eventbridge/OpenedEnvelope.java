package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import dev.mailroom.EventIdentity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What the reader has found so far in one body. It outlives a failed read, so that even a poison
 * message has its ids.
 */
final class OpenedEnvelope {

    @Nullable String id;
    @Nullable String source;
    @Nullable String detailType;
    @Nullable Instant time;
    String account = "";
    String region = "";
    List<String> resources = List.of();
    @Nullable String replayName;
    @Nullable Route<?> route;
    @Nullable Object detail;

    EventIdentity identity() {
        return new EventIdentity(id, source, detailType);
    }

    /** The reader has checked that all fields are there. */
    EventBridgeEvent<?> toEvent() {
        return new EventBridgeEvent<@Nullable Object>(
                requireNonNull(id),
                requireNonNull(source),
                requireNonNull(detailType),
                requireNonNull(time),
                account,
                region,
                resources,
                replayName,
                detail);
    }

    boolean hasRouteKey() {
        return source != null && detailType != null;
    }
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/** What a body turned out to be. */
sealed interface Reading {

    /** An event, or a payload without an envelope, and where it goes. */
    record Routed(EventBridgeEvent<?> event, Route<?> route) implements Reading {}

    /** An event that no handler wants. */
    record Unmatched(String source, String detailType) implements Reading {}

    /** Neither, because of what the payload is; the reason quotes nothing of it. */
    record Unreadable(String reason, @Nullable Throwable cause) implements Reading {}
}

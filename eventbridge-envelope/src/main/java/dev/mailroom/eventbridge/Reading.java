package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/** What a body was read as. */
sealed interface Reading {

    /** An event, or a payload without an envelope, and where it goes. */
    record Routed(EventBridgeEvent<?> event, Route<?> route) implements Reading {}

    /** An event that no handler wants. */
    record Unmatched(String source, String detailType) implements Reading {}

    /** Neither, because of a fault in the payload; the reason does not quote it. */
    record Unreadable(String reason, @Nullable Throwable cause) implements Reading {}
}

package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.Nullable;

/**
 * One call of a function: its request id, its event as JSON, the trace that it belongs to, and the
 * EventBridge event that it is for.
 */
record Invocation(
        String requestId, String payload, @Nullable String traceHeader, @Nullable String eventId) {

    Invocation(String requestId, String payload) {
        this(requestId, payload, null, null);
    }
}

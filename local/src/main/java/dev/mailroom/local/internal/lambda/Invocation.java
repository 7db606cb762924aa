package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.Nullable;

/**
 * One call of a function: its request id, its event as JSON, the trace that it belongs to, the
 * EventBridge event that it is for, and what to do if it exceeds its timeout while it is debugged.
 */
record Invocation(
        String requestId,
        String payload,
        @Nullable String traceHeader,
        @Nullable String eventId,
        Runnable onHold) {

    Invocation(
            String requestId,
            String payload,
            @Nullable String traceHeader,
            @Nullable String eventId) {
        this(requestId, payload, traceHeader, eventId, () -> {});
    }

    Invocation(String requestId, String payload) {
        this(requestId, payload, null, null);
    }
}

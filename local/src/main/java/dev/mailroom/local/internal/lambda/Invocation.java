package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.Nullable;

/** One call of a function: its request id, its event as JSON, and the trace that it belongs to. */
record Invocation(String requestId, String payload, @Nullable String traceHeader) {

    Invocation(String requestId, String payload) {
        this(requestId, payload, null);
    }
}

package dev.mailroom.local.internal.lambda;

/** One call of a function: its request id, and its event as JSON. */
record Invocation(String requestId, String payload) {}

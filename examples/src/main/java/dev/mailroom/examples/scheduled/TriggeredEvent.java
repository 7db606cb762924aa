package dev.mailroom.examples.scheduled;

import java.time.Instant;

/**
 * What is stored of a tick. Both values are the same on every delivery, so a retry writes the same
 * item.
 */
record TriggeredEvent(Instant timestamp, String message) {}

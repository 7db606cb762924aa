package dev.mailroom.eventbridge;

/** What a body without an envelope is, and where it goes. */
record PayloadRoute(EventType<?> type, Route<?> route) {}

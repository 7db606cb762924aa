package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/** One event of a request: its detail as written, its size, and its result. */
final class OutgoingEntry {

    final OutgoingEvent<?> event;
    final String detail;
    final @Nullable String traceHeader;
    final long bytes;
    PublishResult result = new PublishResult.Failed("NotSent");

    OutgoingEntry(OutgoingEvent<?> event, String detail, @Nullable String traceHeader, long bytes) {
        this.event = event;
        this.detail = detail;
        this.traceHeader = traceHeader;
        this.bytes = bytes;
    }
}

package dev.mailroom;

import org.jspecify.annotations.Nullable;

/**
 * What a handler found out about the event inside a record: enough to find it again in logs and
 * queues.
 *
 * @param eventId the event's id, or null if unknown
 * @param source the event's source, or null if unknown
 * @param detailType the event's detail-type, or null if unknown
 */
public record EventIdentity(
        @Nullable String eventId, @Nullable String source, @Nullable String detailType) {}

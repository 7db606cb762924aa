package dev.mailroom.local.internal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

/**
 * A message to a destination; only queues see its group, its deduplication id, its delay and its
 * attributes.
 *
 * @param delaySeconds null for the delay of the queue
 * @param eventId the event that it is sent for, if known; only the {@link EventTrace} uses it
 */
public record OutgoingMessage(
        String body,
        @Nullable String groupId,
        @Nullable String deduplicationId,
        @Nullable Integer delaySeconds,
        ObjectNode attributes,
        @Nullable String traceHeader,
        @Nullable String eventId) {

    public OutgoingMessage(String body, @Nullable String groupId) {
        this(body, groupId, Json.object());
    }

    public OutgoingMessage(String body, @Nullable String groupId, ObjectNode attributes) {
        this(body, groupId, null, null, attributes, null);
    }

    public OutgoingMessage(String body, @Nullable String groupId, @Nullable String traceHeader) {
        this(body, groupId, null, null, Json.object(), traceHeader);
    }

    public OutgoingMessage(
            String body,
            @Nullable String groupId,
            @Nullable String deduplicationId,
            @Nullable Integer delaySeconds,
            ObjectNode attributes,
            @Nullable String traceHeader) {
        this(body, groupId, deduplicationId, delaySeconds, attributes, traceHeader, null);
    }

    /** The same message, sent for an event. */
    public OutgoingMessage forEvent(@Nullable String id) {
        return new OutgoingMessage(
                body, groupId, deduplicationId, delaySeconds, attributes, traceHeader, id);
    }

    public static ObjectNode attribute(String type, String value) {
        return Json.object().put("DataType", type).put("StringValue", value);
    }
}

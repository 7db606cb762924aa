package dev.mailroom.local.internal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

/** What is sent to a destination; only queues see its group and its attributes. */
public record OutgoingMessage(
        String body,
        @Nullable String groupId,
        ObjectNode attributes,
        @Nullable String traceHeader) {

    public OutgoingMessage(String body, @Nullable String groupId) {
        this(body, groupId, Json.object());
    }

    public OutgoingMessage(String body, @Nullable String groupId, ObjectNode attributes) {
        this(body, groupId, attributes, null);
    }

    public OutgoingMessage(String body, @Nullable String groupId, @Nullable String traceHeader) {
        this(body, groupId, Json.object(), traceHeader);
    }

    public static ObjectNode attribute(String type, String value) {
        return Json.object().put("DataType", type).put("StringValue", value);
    }
}

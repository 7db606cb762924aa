package dev.mailroom.local.internal.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

/** What is sent to a destination; only queues see more of it than its body. */
public record OutgoingMessage(String body, @Nullable String groupId, ObjectNode attributes) {

    public OutgoingMessage(String body, @Nullable String groupId) {
        this(body, groupId, Json.object());
    }

    public static ObjectNode attribute(String type, String value) {
        return Json.object().put("DataType", type).put("StringValue", value);
    }
}

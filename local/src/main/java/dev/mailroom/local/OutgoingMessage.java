package dev.mailroom.local;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

/** What is sent to a destination; only queues see more of it than its body. */
record OutgoingMessage(String body, @Nullable String groupId, ObjectNode attributes) {

    OutgoingMessage(String body, @Nullable String groupId) {
        this(body, groupId, Json.object());
    }

    static ObjectNode attribute(String type, String value) {
        return Json.object().put("DataType", type).put("StringValue", value);
    }
}

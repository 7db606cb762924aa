package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Opens the body of a message layer by layer, as far as possible, for people to read. */
final class BodyLayers {

    private static final int MOST = 10;

    private final ArrayNode layers = Json.object().putArray("layers");

    private BodyLayers() {}

    static ArrayNode of(String body) {
        BodyLayers opened = new BodyLayers();
        String text = body;
        while (text != null && opened.layers.size() < MOST) {
            text = opened.open(text);
        }
        return opened.layers;
    }

    /** Adds a layer, and returns its content; null if there is none. */
    private @Nullable String open(String text) {
        JsonNode json = json(text);
        if (json == null) {
            return add("text", text, null);
        }
        if (json.isTextual()) {
            return add("a JSON string", text, json.asText());
        }
        if (json.path("Type").asText().equals("Notification") && json.path("Message").isTextual()) {
            return add("SNS notification", text, json.path("Message").asText());
        }
        if (json.has("detail-type") && json.has("detail")) {
            return add("EventBridge event", text, null);
        }
        return json.isObject() && json.size() == 1
                ? wrapper(text, json.properties().iterator().next())
                : add("JSON", text, null);
    }

    private @Nullable String wrapper(String text, Map.Entry<String, JsonNode> only) {
        JsonNode value = only.getValue();
        String inner = value.isTextual() ? value.asText() : Json.write(value);
        boolean holdsMore = value.isObject() || (value.isTextual() && json(inner) != null);
        return add("wrapper '" + only.getKey() + "'", text, holdsMore ? inner : null);
    }

    private @Nullable String add(String name, String text, @Nullable String inner) {
        layers.addObject().put("name", name).put("text", text);
        return inner;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            JsonNode json = Json.read(text);
            return json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            return null; // a text like any other
        }
    }
}

package dev.mailroom.local.internal.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One layer of a body.
 *
 * @param name what it is
 * @param content what it contains besides the layer inside, or null for nothing
 */
public record Layer(String name, @Nullable JsonNode content) {

    static final String EVENT = "EventBridge event";

    /** Real bodies are not nested more deeply. */
    private static final int MOST = 10;

    /** Opens a body, from the outside to the inside. */
    public static List<Layer> of(String body) {
        List<Layer> layers = new ArrayList<>();
        JsonNode inner = read(body);
        for (int i = 0; inner != null && i < MOST; i++) {
            inner = open(inner, layers);
        }
        return layers;
    }

    /** Adds the outermost layer, and returns its content, or null if it is the innermost one. */
    private static @Nullable JsonNode open(JsonNode node, List<Layer> layers) {
        if (node.isTextual()) {
            JsonNode inside = read(node.asText());
            boolean isText = inside.isTextual() && inside.asText().equals(node.asText());
            layers.add(isText ? new Layer("text", node) : new Layer("JSON string", null));
            return isText ? null : inside;
        }
        if (isEvent(node)) {
            layers.add(new Layer(EVENT, node));
            return null;
        }
        if (node.path("Type").asText().equals("Notification") && node.has("Message")) {
            return around("SNS notification", node, "Message", layers);
        }
        if (node.has("Data") && node.has("SystemMetadata")) {
            return around("message of a Custom Event Bus", node, "Data", layers);
        }
        if (node.isObject() && node.size() == 1 && isOpenable(node.elements().next())) {
            String field = node.fieldNames().next();
            return around("wrapper", node, field, layers);
        }
        layers.add(new Layer("JSON", node));
        return null;
    }

    private static JsonNode around(String name, JsonNode node, String field, List<Layer> layers) {
        ObjectNode rest = ((ObjectNode) node).deepCopy();
        rest.remove(field);
        layers.add(new Layer(name + ", \"" + field + "\"", rest.isEmpty() ? null : rest));
        return node.path(field);
    }

    private static boolean isEvent(JsonNode node) {
        return node.path("source").isTextual()
                && node.path("detail-type").isTextual()
                && node.has("detail");
    }

    private static boolean isOpenable(JsonNode value) {
        return value.isObject() || value.isTextual();
    }

    /** The JSON in the text, or the text itself if it is not JSON. */
    private static JsonNode read(String text) {
        try {
            JsonNode node = Json.read(text);
            return node.isContainerNode() || node.isTextual() ? node : Json.text(text);
        } catch (IOException e) {
            return Json.text(text);
        }
    }
}

package dev.mailroom.local.internal.doctor.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.language.Unknown;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.Machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lists of a pattern, whose items say what a leaf may be. */
final class Leaves {

    private Leaves() {}

    static Shape exactly(String text) {
        return Unknown.in(text) ? Shape.text() : new Shape.Value(Json.text(text));
    }

    static boolean matchesAbsence(JsonNode pattern) {
        if (pattern.isArray()) {
            for (JsonNode item : pattern) {
                if (item.has("exists") && !item.path("exists").asBoolean()) {
                    return true;
                }
            }
            return false;
        }
        for (Map.Entry<String, JsonNode> entry : pattern.properties()) {
            if (!entry.getKey().equals("$or") && !matchesAbsence(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    static @Nullable String mismatchOfText(JsonNode items) {
        for (JsonNode item : items) {
            if (mayBeText(item)) {
                return null;
            }
        }
        return "";
    }

    private static boolean mayBeText(JsonNode item) {
        if (item.isObject()) {
            return !item.has("numeric") && item.path("exists").asBoolean(true);
        }
        return item.isTextual();
    }

    static @Nullable String mismatchOfValue(JsonNode items, JsonNode value) {
        for (JsonNode item : items) {
            if (Unknown.in(item.toString())) {
                return null;
            }
        }
        ObjectNode pattern = Json.object();
        ObjectNode event = Json.object();
        pattern.set("x", items);
        event.set("x", value);
        return matches(Json.write(pattern), Json.write(event)) ? null : "";
    }

    private static boolean matches(String pattern, String event) {
        try {
            Machine machine = Machine.builder().build();
            machine.addRule("rule", pattern);
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (Exception e) {
            // The ruler declares only Exception; this package wrote both texts, as JSON.
            throw new IllegalStateException("The event ruler could not compare a value.", e);
        }
    }

    /** The values in a list if it contains nothing else; otherwise another shape. */
    static Shape literals(JsonNode items, Shape otherwise) {
        List<Shape> shapes = new ArrayList<>();
        for (JsonNode item : items) {
            if (!item.isValueNode() || Unknown.in(item.asText())) {
                return otherwise;
            }
            shapes.add(new Shape.Value(item));
        }
        return shapes.isEmpty() || !items.isArray() ? otherwise : Shape.oneOf(shapes);
    }
}

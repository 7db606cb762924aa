package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.Map;
import java.util.function.BiFunction;

/**
 * Expands the loops of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html">Fn::ForEach</a>
 */
final class ForEach {

    private static final String LOOP = "Fn::ForEach::";

    /** Computes the items of a loop. */
    private final BiFunction<JsonNode, Place, JsonNode> values;

    ForEach(BiFunction<JsonNode, Place, JsonNode> values) {
        this.values = values;
    }

    static boolean isIn(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (entry.getKey().startsWith(LOOP) || isIn(entry.getValue())) {
                    return true;
                }
            }
        }
        return node.isArray() && node.valueStream().anyMatch(ForEach::isIn);
    }

    /** The node with every loop in it expanded. */
    JsonNode expanded(JsonNode node, Place place) {
        if (node instanceof ArrayNode array) {
            ArrayNode all = array.arrayNode();
            array.forEach(item -> all.add(expanded(item, place)));
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode all = object.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Place at = place.at(entry.getKey());
            if (entry.getKey().startsWith(LOOP)) {
                loop(entry.getValue(), all, at);
            } else {
                all.set(entry.getKey(), expanded(entry.getValue(), at));
            }
        }
        return all;
    }

    private void loop(JsonNode loop, ObjectNode all, Place place) {
        place.check(
                loop.size() == 3 && loop.path(2).isObject(),
                "needs an identifier, a list and a mapping.");
        String identifier = loop.path(0).asText();
        JsonNode items = values.apply(loop.path(1), place);
        place.check(items.isArray(), "needs a list of values.");
        for (JsonNode item : items) {
            JsonNode written = written(loop.path(2), identifier, item.asText());
            for (Map.Entry<String, JsonNode> entry : expanded(written, place).properties()) {
                place.check(
                        !all.has(entry.getKey()), "makes '" + entry.getKey() + "' more than once.");
                all.set(entry.getKey(), entry.getValue());
            }
        }
    }

    /** The body of a loop with a value in place of its identifier. */
    private static JsonNode written(JsonNode node, String identifier, String value) {
        if (node.isTextual()) {
            return TextNode.valueOf(replaced(node.asText(), identifier, value));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode all = array.arrayNode();
            array.forEach(item -> all.add(written(item, identifier, value)));
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.size() == 1 && object.path("Ref").asText().equals(identifier)) {
            return TextNode.valueOf(value);
        }
        ObjectNode all = object.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            all.set(
                    replaced(entry.getKey(), identifier, value),
                    written(entry.getValue(), identifier, value));
        }
        return all;
    }

    private static String replaced(String text, String identifier, String value) {
        // "&{x}" is the value with only its letters and digits.
        return text.replace("${" + identifier + "}", value)
                .replace("&{" + identifier + "}", value.replaceAll("[^A-Za-z0-9]", ""));
    }
}

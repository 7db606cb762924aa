package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the text of a template, YAML or JSON, and writes CloudFormation's short forms out: {@code
 * !Ref x} becomes {@code {"Ref": "x"}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class YamlReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    // A leading zero makes a text of it: account ids and dates are no numbers.
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> UNPREFIXED = Set.of("Ref", "Condition");

    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader() {}

    static ObjectNode read(String text) {
        Node root;
        try {
            root = new Compose(LoadSettings.builder().build()).composeString(text).orElse(null);
        } catch (YamlEngineException e) {
            throw new TemplateException("", "", "it is not YAML: " + e.getMessage());
        }
        if (root != null && new YamlReader().json(root) instanceof ObjectNode template) {
            return template;
        }
        throw new TemplateException("", "", "it is not a YAML mapping.");
    }

    private JsonNode json(Node node) {
        if (!open.add(node)) {
            throw fault(node, "an alias that contains itself.");
        }
        try {
            String tag = node.getTag().getValue();
            // "!" alone says that a scalar is a text.
            return tag.startsWith("!") && tag.length() > 1
                    ? longForm(tag.substring(1), plain(node), node)
                    : plain(node);
        } finally {
            open.remove(node);
        }
    }

    private static ObjectNode longForm(String function, JsonNode argument, Node node) {
        if (!function.matches("[A-Za-z0-9]+")) {
            throw fault(node, "the tag !" + function + " is unknown.");
        }
        ObjectNode call = JSON.objectNode();
        if (function.equals("GetAtt") && argument.isTextual()) {
            String[] parts = argument.asText().split("\\.", 2);
            ArrayNode list = call.putArray("Fn::GetAtt");
            for (String part : parts) {
                list.add(part);
            }
            return call;
        }
        call.set(UNPREFIXED.contains(function) ? function : "Fn::" + function, argument);
        return call;
    }

    private JsonNode plain(Node node) {
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        throw fault(node, "a node that is no mapping, list or scalar.");
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw fault(entry.getKeyNode(), "a key that is no scalar.");
            }
            if (key.getValue().equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
                throw fault(key, "merge keys are not supported.");
            }
            if (object.has(key.getValue())) {
                throw fault(key, "the key '" + key.getValue() + "' is there twice.");
            }
            object.set(key.getValue(), json(entry.getValueNode()));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        String tag = scalar.getTag().getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN
                || tag.startsWith("!")
                || tag.endsWith(":str")) {
            return JSON.textNode(value);
        }
        return switch (value) {
            case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
            case "true", "True", "TRUE" -> JSON.booleanNode(true);
            case "false", "False", "FALSE" -> JSON.booleanNode(false);
            default -> numberOrText(value);
        };
    }

    private static JsonNode numberOrText(String value) {
        if (!NUMBER.matcher(value).matches()) {
            return JSON.textNode(value);
        }
        BigDecimal number = new BigDecimal(value);
        return number.scale() <= 0 && value.length() < 18 && value.matches("-?[0-9]+")
                ? JSON.numberNode(number.longValue())
                : JSON.numberNode(number);
    }

    private static TemplateException fault(Node node, String fault) {
        String line =
                node.getStartMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
        return new TemplateException("", "", line + fault);
    }
}

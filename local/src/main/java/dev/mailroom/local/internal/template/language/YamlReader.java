package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Reads the text of a template, YAML 1.1 or JSON, and expands CloudFormation's short forms: {@code
 * !Ref x} becomes {@code {"Ref": "x"}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">Template
 *     formats</a>
 */
final class YamlReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> UNPREFIXED = Set.of("Ref", "Condition");

    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Misread> misread = new ArrayList<>();

    private YamlReader() {}

    static TemplateSource read(String text) {
        Node root = compose(text);
        YamlReader reader = new YamlReader();
        if (root != null && reader.json(root, "") instanceof ObjectNode template) {
            return new TemplateSource(template, new Lines(root), List.copyOf(reader.misread));
        }
        throw new TemplateException(Place.TEMPLATE, "it is not a YAML mapping.");
    }

    private static Node compose(String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new TemplateException(
                    new Remark(Place.TEMPLATE, line, "it is not YAML: " + e.getProblem() + "."));
        } catch (YAMLException e) {
            throw new TemplateException(Place.TEMPLATE, "it is not YAML: " + e.getMessage());
        }
    }

    private JsonNode json(Node node, String path) {
        if (!open.add(node)) {
            throw fault(node, "an alias that contains itself.");
        }
        try {
            String tag = node.getTag().getValue();
            return tag.startsWith("!") && tag.length() > 1
                    ? longForm(tag.substring(1), plain(node, path), node)
                    : plain(node, path);
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
            ArrayNode list = call.putArray("Fn::GetAtt");
            for (String part : argument.asText().split("\\.", 2)) {
                list.add(part);
            }
            return call;
        }
        call.set(UNPREFIXED.contains(function) ? function : "Fn::" + function, argument);
        return call;
    }

    private JsonNode plain(Node node, String path) {
        if (node instanceof MappingNode mapping) {
            return object(mapping, path);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(json(item, path + "[" + array.size() + "]"));
            }
            return array;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, path);
        }
        throw fault(node, "a node that is not a mapping, a list or a scalar.");
    }

    private ObjectNode object(MappingNode mapping, String path) {
        ObjectNode object = JSON.objectNode();
        ObjectNode merged = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw fault(entry.getKeyNode(), "a key must be a scalar.");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                merge(entry.getValueNode(), merged, path);
                continue;
            }
            // A key is the text as written, whatever its value would be: "on", "NO", "123".
            String name = key.getValue();
            String at = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                misread.add(Misread.twice(at, line(key)));
            }
            object.set(name, json(entry.getValueNode(), at));
        }
        // The mapping's own entries take precedence over merged ones.
        merged.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
        return object;
    }

    private void merge(Node value, ObjectNode merged, String path) {
        if (value instanceof SequenceNode several) {
            several.getValue().forEach(one -> merge(one, merged, path));
        } else if (json(value, path) instanceof ObjectNode one) {
            one.properties().forEach(entry -> merged.putIfAbsent(entry.getKey(), entry.getValue()));
        } else {
            throw fault(value, "only a mapping can be merged.");
        }
    }

    private JsonNode scalar(ScalarNode scalar, String path) {
        JsonNode value = YamlScalar.value(scalar);
        if (!value.isTextual() && !value.isNull() && !value.asText().equals(scalar.getValue())) {
            misread.add(Misread.value(path, line(scalar), scalar.getValue(), value));
        }
        return value;
    }

    private static TemplateException fault(Node node, String fault) {
        return new TemplateException(new Remark(Place.TEMPLATE, line(node), fault));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}

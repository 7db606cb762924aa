package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.LocalAccount;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes the values of a template's intrinsic functions. A missing node is what {@code
 * AWS::NoValue} leaves.
 */
final class Intrinsics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Map<String, String> PSEUDO =
            Map.of(
                    "AWS::Region", LocalAccount.REGION,
                    "AWS::AccountId", LocalAccount.ID,
                    "AWS::Partition", "aws",
                    "AWS::URLSuffix", "amazonaws.com",
                    "AWS::StackName", "local");

    private final Parameters parameters;
    private final Conditions conditions;
    private final Names names;

    Intrinsics(Parameters parameters, JsonNode conditions, JsonNode resources) {
        this.parameters = parameters;
        this.conditions = new Conditions(conditions, this);
        this.names = new Names(resources, this);
    }

    Conditions conditions() {
        return conditions;
    }

    Names names() {
        return names;
    }

    /** The value with every function in it computed. */
    JsonNode resolve(JsonNode node, Place place) {
        if (node instanceof ObjectNode object) {
            String function = function(object);
            return function == null
                    ? resolveAll(object, place)
                    : call(function, object.path(function), place);
        }
        return node instanceof ArrayNode array ? resolveAll(array, place) : node;
    }

    /** The value with the choices at its top made, and all else as it is written. */
    JsonNode choose(JsonNode node, Place place) {
        JsonNode chosen = node;
        while (chosen.isObject() && chosen.size() == 1 && chosen.has("Fn::If")) {
            chosen = branch(chosen.path("Fn::If"), place);
        }
        return isNoValue(chosen) ? MissingNode.getInstance() : chosen;
    }

    String text(JsonNode node, Place place) {
        JsonNode value = resolve(node, place);
        place.check(value.isValueNode() && !value.isNull(), "must be a text.");
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    private static boolean isNoValue(JsonNode node) {
        return node.isObject()
                && node.size() == 1
                && node.path("Ref").asText().equals("AWS::NoValue");
    }

    private static @Nullable String function(ObjectNode object) {
        if (object.size() != 1) {
            return null;
        }
        String name = object.fieldNames().next();
        return name.equals("Ref") || name.startsWith("Fn::") ? name : null;
    }

    private ObjectNode resolveAll(ObjectNode object, Place place) {
        ObjectNode resolved = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode value = resolve(entry.getValue(), place.at(entry.getKey()));
            if (!value.isMissingNode()) {
                resolved.set(entry.getKey(), value);
            }
        }
        return resolved;
    }

    private ArrayNode resolveAll(ArrayNode array, Place place) {
        ArrayNode resolved = JSON.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            JsonNode value = resolve(array.path(i), place.at(i));
            if (!value.isMissingNode()) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private JsonNode call(String function, JsonNode argument, Place place) {
        return switch (function) {
            case "Ref" -> ref(argument.asText(), place);
            case "Fn::GetAtt" -> JSON.textNode(getAtt(argument, place));
            case "Fn::Sub" -> JSON.textNode(sub(argument, place));
            case "Fn::Join" -> JSON.textNode(join(argument, place));
            case "Fn::Select" -> select(argument, place);
            case "Fn::If" -> resolve(branch(argument, place), place);
            default -> throw place.fault(function + " is not supported locally.");
        };
    }

    private JsonNode ref(String name, Place place) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        String pseudo = PSEUDO.get(name);
        if (pseudo != null) {
            return JSON.textNode(pseudo);
        }
        JsonNode parameter = parameters.value(name);
        return parameter == null ? JSON.textNode(names.ref(name, place)) : parameter;
    }

    private String getAtt(JsonNode argument, Place place) {
        place.check(
                !argument.isArray() || argument.size() == 2,
                "Fn::GetAtt needs a resource and an attribute.");
        String whole =
                argument.isArray()
                        ? argument.path(0).asText() + "." + text(argument.path(1), place)
                        : argument.asText();
        int dot = whole.indexOf('.');
        place.check(dot > 0, "Fn::GetAtt needs a resource and an attribute.");
        return names.attribute(whole.substring(0, dot), whole.substring(dot + 1), place);
    }

    private String sub(JsonNode argument, Place place) {
        String template = argument.isArray() ? argument.path(0).asText() : argument.asText();
        JsonNode own = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (variable.find()) {
            String value = variable(variable.group(1), own, place);
            variable.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(text).toString();
    }

    private String variable(String name, JsonNode own, Place place) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}";
        }
        if (own.has(name)) {
            return text(own.path(name), place);
        }
        return name.contains(".")
                ? getAtt(JSON.textNode(name), place)
                : text(ref(name, place), place);
    }

    private String join(JsonNode argument, Place place) {
        JsonNode items = resolve(argument.path(1), place);
        place.check(argument.size() == 2 && items.isArray(), "Fn::Join needs a text and a list.");
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(text(item, place)));
        return String.join(argument.path(0).asText(), texts);
    }

    private JsonNode select(JsonNode argument, Place place) {
        JsonNode items = resolve(argument.path(1), place);
        String index = text(argument.path(0), place);
        place.check(
                items.isArray() && index.matches("[0-9]{1,4}"),
                "Fn::Select needs an index and a list.");
        JsonNode item = items.path(Integer.parseInt(index));
        place.check(!item.isMissingNode(), "Fn::Select: the list has no item " + index + ".");
        return item;
    }

    private JsonNode branch(JsonNode argument, Place place) {
        place.check(argument.size() == 3, "Fn::If needs a condition and two values.");
        return argument.path(conditions.isTrue(argument.path(0).asText(), place) ? 1 : 2);
    }
}

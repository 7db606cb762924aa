package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes the values of a template's intrinsic functions. {@code AWS::NoValue} yields a missing
 * node.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class Intrinsics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:]+");
    private static final Set<String> OF_LANGUAGE_EXTENSIONS =
            Set.of("Fn::Length", "Fn::ToJsonString");

    private final JsonNode mappings;
    private final boolean languageExtensions;
    private final Parameters parameters;
    private final References references;
    private final Conditions conditions;
    private final Names names;
    private final Remarks remarks;

    Intrinsics(ObjectNode root, Transforms transforms, Values values, Remarks remarks) {
        this.mappings = root.path("Mappings");
        this.languageExtensions = transforms.languageExtensions();
        this.references = new References(values, remarks);
        this.parameters =
                Parameters.of(root.path("Parameters"), values.parameters(), references, remarks);
        this.conditions = new Conditions(root.path("Conditions"), this);
        this.names = new Names(root.path("Resources"), this);
        this.remarks = remarks;
    }

    Conditions conditions() {
        return conditions;
    }

    boolean marksUnknown() {
        return references.marksUnknown();
    }

    Names names() {
        return names;
    }

    boolean isPlaceholder(String value) {
        return references.isPlaceholder(value);
    }

    Remarks remarks() {
        return remarks;
    }

    /** The value with all functions in it computed. */
    JsonNode resolve(JsonNode node, Place place) {
        JsonNode value = computed(node, place);
        return value.isTextual()
                ? JSON.textNode(references.replaced(value.asText(), place))
                : value;
    }

    private JsonNode computed(JsonNode node, Place place) {
        if (node instanceof ObjectNode object) {
            String function = function(object);
            return function == null
                    ? resolveAll(object, place)
                    : call(function, object.path(function), place);
        }
        return node instanceof ArrayNode array ? resolveAll(array, place) : node;
    }

    /** The value with {@code Fn::If} at its top resolved, and everything else as written. */
    JsonNode choose(JsonNode node, Place place) {
        JsonNode chosen = node;
        while (chosen.isObject() && chosen.size() == 1 && chosen.has("Fn::If")) {
            chosen = branch(chosen.path("Fn::If"), place);
        }
        // An empty value counts as absent.
        return isNoValue(chosen) || chosen.isNull() ? MissingNode.getInstance() : chosen;
    }

    String text(JsonNode node, Place place) {
        JsonNode value = resolve(node, place);
        place.check(value.isValueNode() && !value.isNull(), "must be a text.");
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    /** Whether the template itself gives a property no value. */
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
        place.check(
                languageExtensions || !OF_LANGUAGE_EXTENSIONS.contains(function),
                function + " needs the transform AWS::LanguageExtensions.");
        return switch (function) {
            case "Ref" -> ref(text(argument, place), place);
            case "Fn::GetAtt" -> JSON.textNode(getAtt(argument, place));
            case "Fn::Sub" -> JSON.textNode(sub(argument, place));
            case "Fn::Join" -> JSON.textNode(join(argument, place));
            case "Fn::Split" -> split(argument, place);
            case "Fn::Select" -> select(argument, place);
            case "Fn::If" -> resolve(branch(argument, place), place);
            case "Fn::FindInMap" -> findInMap(argument, place);
            case "Fn::ImportValue" ->
                    JSON.textNode(references.imported(text(argument, place), place));
            case "Fn::Base64" -> JSON.textNode(base64(text(argument, place)));
            case "Fn::GetAZs" -> Pseudo.zones();
            case "Fn::Length" -> JSON.numberNode(list(function, argument, place).size());
            case "Fn::ToJsonString" -> JSON.textNode(resolve(argument, place).toString());
            case "Fn::Transform" ->
                    throw place.fault(
                            "Fn::Transform is not run here, and could change this: write its result"
                                    + " instead.");
            default -> throw place.fault("the function " + function + " is unknown.");
        };
    }

    private JsonNode ref(String name, Place place) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        JsonNode pseudo = Pseudo.value(name);
        if (pseudo != null) {
            return pseudo;
        }
        JsonNode parameter = parameters.value(name, place);
        return parameter == null ? JSON.textNode(names.ref(name, place)) : parameter;
    }

    private String getAtt(JsonNode argument, Place place) {
        place.check(
                !argument.isArray() || argument.size() == 2,
                "Fn::GetAtt needs a resource and an attribute.");
        String whole =
                argument.isArray()
                        ? text(argument.path(0), place) + "." + text(argument.path(1), place)
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
        place.check(
                NAME.matcher(name).matches(),
                "Fn::Sub: '${" + name + "}' may hold letters, digits, '_', '.' and ':' only.");
        if (own.has(name)) {
            return text(own.path(name), place);
        }
        return name.contains(".")
                ? getAtt(JSON.textNode(name), place)
                : text(ref(name, place), place);
    }

    private String join(JsonNode argument, Place place) {
        place.check(argument.size() == 2, "Fn::Join needs a text and a list.");
        List<String> texts = new ArrayList<>();
        list("Fn::Join", argument.path(1), place).forEach(item -> texts.add(text(item, place)));
        return String.join(argument.path(0).asText(), texts);
    }

    private JsonNode split(JsonNode argument, Place place) {
        String separator = argument.path(0).asText();
        place.check(
                argument.size() == 2 && !separator.isEmpty(),
                "Fn::Split needs a separator and a text.");
        ArrayNode parts = JSON.arrayNode();
        for (String part : text(argument.path(1), place).split(Pattern.quote(separator), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode select(JsonNode argument, Place place) {
        JsonNode items = list("Fn::Select", argument.path(1), place);
        String index = text(argument.path(0), place);
        place.check(index.matches("[0-9]{1,4}"), "Fn::Select needs an index and a list.");
        JsonNode item = items.path(Integer.parseInt(index));
        place.check(!item.isMissingNode(), "Fn::Select: the list has no item " + index + ".");
        return item;
    }

    private JsonNode list(String function, JsonNode argument, Place place) {
        JsonNode items = resolve(argument, place);
        place.check(items.isArray(), function + " needs a list.");
        return items;
    }

    private JsonNode findInMap(JsonNode argument, Place place) {
        place.check(argument.size() >= 3, "Fn::FindInMap needs a mapping and two keys.");
        String mapping = text(argument.path(0), place);
        String first = text(argument.path(1), place);
        String second = text(argument.path(2), place);
        JsonNode value = mappings.path(mapping).path(first).path(second);
        JsonNode byDefault = argument.path(3).path("DefaultValue");
        if (value.isMissingNode() && languageExtensions && !byDefault.isMissingNode()) {
            return resolve(byDefault, place);
        }
        place.check(
                !value.isMissingNode(),
                "Fn::FindInMap: there is no " + mapping + "." + first + "." + second + ".");
        return value;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode branch(JsonNode argument, Place place) {
        place.check(argument.size() == 3, "Fn::If needs a condition and two values.");
        return argument.path(conditions.isTrue(argument.path(0).asText(), place) ? 1 : 2);
    }
}

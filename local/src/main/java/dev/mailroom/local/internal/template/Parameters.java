package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values of a template's parameters: what was given, else the default.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">Parameters</a>
 */
final class Parameters {

    private static final Set<String> OF_EVERY_TYPE =
            Set.of(
                    "Type",
                    "Default",
                    "AllowedValues",
                    "ConstraintDescription",
                    "Description",
                    "NoEcho");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    private Parameters() {}

    static Parameters of(JsonNode declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            new Place("", "Parameters")
                    .check(declared.has(name), "there is no parameter '" + name + "'.");
        }
        Parameters parameters = new Parameters();
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            String name = entry.getKey();
            Place place = new Place("", "Parameters." + name);
            parameters.values.put(name, value(entry.getValue(), given.get(name), place));
        }
        return parameters;
    }

    /** The value, a text or a list of texts; null if there is no such parameter. */
    @Nullable JsonNode value(String name) {
        return values.get(name);
    }

    private static JsonNode value(JsonNode declared, @Nullable String given, Place place) {
        place.check(
                given != null || declared.hasNonNull("Default"),
                "it has no default: give it a value.");
        String value = given == null ? text(declared.path("Default")) : given;
        String type = declared.path("Type").asText();
        return switch (type) {
            case "String" -> {
                only(declared, place, "AllowedPattern", "MinLength", "MaxLength");
                yield string(declared, value, place);
            }
            case "Number" -> {
                only(declared, place, "MinValue", "MaxValue");
                yield number(declared, value, place);
            }
            case "CommaDelimitedList" -> {
                only(declared, place, "AllowedPattern");
                yield list(value, item -> string(declared, item, place));
            }
            case "List<Number>" -> {
                only(declared, place);
                yield list(value, item -> number(declared, item, place));
            }
            default -> throw place.at("Type").fault("'" + type + "' is not supported locally.");
        };
    }

    private static void only(JsonNode declared, Place place, String... ofType) {
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            String name = entry.getKey();
            place.at(name)
                    .check(
                            OF_EVERY_TYPE.contains(name) || List.of(ofType).contains(name),
                            "is not supported locally.");
        }
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    private static JsonNode string(JsonNode declared, String value, Place place) {
        allowed(declared, value, place);
        place.check(
                value.length() >= declared.path("MinLength").asInt()
                        && value.length() <= declared.path("MaxLength").asInt(Integer.MAX_VALUE),
                "'" + value + "' is not as long as MinLength and MaxLength say.");
        String pattern = declared.path("AllowedPattern").asText();
        place.check(
                pattern.isEmpty() || Pattern.matches(pattern, value),
                "'" + value + "' does not match the AllowedPattern " + pattern + ".");
        return JsonNodeFactory.instance.textNode(value);
    }

    private static JsonNode number(JsonNode declared, String value, Place place) {
        place.check(
                value.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?"), "'" + value + "' is no number.");
        allowed(declared, value, place);
        double number = Double.parseDouble(value);
        place.check(
                number >= declared.path("MinValue").asDouble(-Double.MAX_VALUE)
                        && number <= declared.path("MaxValue").asDouble(Double.MAX_VALUE),
                value + " is not within MinValue and MaxValue.");
        return JsonNodeFactory.instance.textNode(value);
    }

    private static void allowed(JsonNode declared, String value, Place place) {
        JsonNode allowed = declared.path("AllowedValues");
        boolean found = allowed.isMissingNode();
        for (JsonNode one : allowed) {
            found |= text(one).equals(value);
        }
        place.check(found, "'" + value + "' is none of the AllowedValues " + allowed + ".");
    }

    private static ArrayNode list(String value, Function<String, JsonNode> itemOf) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String item : value.split(",", -1)) {
            list.add(itemOf.apply(item.strip()));
        }
        return list;
    }
}

package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The type of a parameter, and what else its declaration says about its value.
 *
 * @param name the type of one value: {@code String}, {@code Number}, or one of AWS's own
 * @param isList whether the value is a list, separated by commas
 * @param isStored whether the value is the key of one in Systems Manager
 */
record ParameterType(JsonNode declared, String name, boolean isList, boolean isStored) {

    private static final Pattern STORED = Pattern.compile("AWS::SSM::Parameter::Value<(.+)>");
    private static final Pattern LIST = Pattern.compile("List<(.+)>");
    private static final Pattern OF_AWS = Pattern.compile("AWS(::[A-Za-z0-9]+)+");

    private static final Set<String> OF_EVERY_TYPE =
            Set.of(
                    "Type",
                    "Default",
                    "AllowedValues",
                    "ConstraintDescription",
                    "Description",
                    "NoEcho");

    static ParameterType of(JsonNode declared, Place place) {
        String type = declared.path("Type").asText();
        var stored = STORED.matcher(type);
        boolean isStored = stored.matches();
        String stem = isStored ? stored.group(1) : type;
        var list = LIST.matcher(stem);
        boolean isList = list.matches();
        String name = isList ? list.group(1) : stem;
        if (name.equals("CommaDelimitedList")) {
            return new ParameterType(declared, "String", true, isStored).checked(place);
        }
        place.at("Type")
                .check(
                        name.equals("String")
                                || name.equals("Number")
                                || OF_AWS.matcher(name).matches(),
                        "'" + type + "' is not a parameter type.");
        return new ParameterType(declared, name, isList, isStored).checked(place);
    }

    private ParameterType checked(Place place) {
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            String attribute = entry.getKey();
            if (!OF_EVERY_TYPE.contains(attribute) && !ofThisType().contains(attribute)) {
                @Nullable String meant = Spelling.closest(attribute, OF_EVERY_TYPE);
                throw place.at(attribute)
                        .fault(
                                "a parameter of this type has no such attribute"
                                        + (meant == null ? "." : ": did you mean " + meant + "?"));
            }
        }
        return this;
    }

    private Set<String> ofThisType() {
        if (name.equals("Number")) {
            return isList ? Set.of() : Set.of("MinValue", "MaxValue");
        }
        return isList
                ? Set.of("AllowedPattern")
                : Set.of("AllowedPattern", "MinLength", "MaxLength");
    }

    /** The value of a text, checked. */
    JsonNode value(String text, Place place) {
        if (isList && !isStored) {
            for (JsonNode item : parsed(text)) {
                check(item.asText(), place);
            }
        } else {
            check(text, place);
        }
        return isStored ? Parameters.textNode(text) : parsed(text);
    }

    JsonNode parsed(String text) {
        if (!isList) {
            return Parameters.textNode(text);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String item : text.split(",", -1)) {
            list.add(item.strip());
        }
        return list;
    }

    private void check(String value, Place place) {
        boolean isNumber = name.equals("Number") && !isStored;
        place.check(
                !isNumber || value.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?"),
                "'" + value + "' is not a number.");
        JsonNode allowed = declared.path("AllowedValues");
        boolean found = allowed.isMissingNode();
        for (JsonNode one : allowed) {
            found |= text(one).equals(value);
        }
        if (!found) {
            throw place.fault("'" + value + "' is not one of the AllowedValues " + allowed + ".");
        }
        if (isNumber) {
            number(value, place);
        } else {
            string(value, place);
        }
    }

    private void string(String value, Place place) {
        place.check(
                value.length() >= declared.path("MinLength").asInt()
                        && value.length() <= declared.path("MaxLength").asInt(Integer.MAX_VALUE),
                "'" + value + "' does not have a length within MinLength and MaxLength.");
        String pattern = declared.path("AllowedPattern").asText();
        place.check(
                pattern.isEmpty() || Pattern.matches(pattern, value),
                "'" + value + "' does not match the AllowedPattern " + pattern + ".");
    }

    private void number(String value, Place place) {
        double number = Double.parseDouble(value);
        place.check(
                number >= declared.path("MinValue").asDouble(-Double.MAX_VALUE)
                        && number <= declared.path("MaxValue").asDouble(Double.MAX_VALUE),
                value + " is not within MinValue and MaxValue.");
    }

    /** A placeholder of the right shape, null if none is obvious. */
    @Nullable String placeholder(String parameter) {
        JsonNode allowed = declared.path("AllowedValues");
        if (!allowed.isEmpty()) {
            return text(allowed.path(0));
        }
        if (name.equals("Number")) {
            return declared.has("MinValue") ? text(declared.path("MinValue")) : null;
        }
        if (name.startsWith("AWS::EC2::") && name.endsWith("::Id")) {
            String kind = name.substring("AWS::EC2::".length(), name.length() - "::Id".length());
            return Placeholders.ec2Id(kind);
        }
        String lower = parameter.toLowerCase(Locale.ROOT);
        for (String candidate :
                List.of(parameter, lower, lower + "@example.com", lower + ".example.com", "1")) {
            if (fits(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private boolean fits(String candidate) {
        try {
            check(candidate, Place.TEMPLATE);
            return true;
        } catch (TemplateException e) {
            return false;
        }
    }

    static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}

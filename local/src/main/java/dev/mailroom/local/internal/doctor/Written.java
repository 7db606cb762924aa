package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells names that the template spells out from those that come from elsewhere. */
final class Written {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private Written() {}

    /** Whether a value consists of text and of what every stack knows, such as its region. */
    static boolean here(JsonNode value) {
        if (value.isTextual()) {
            return !value.asText().contains("{{resolve:");
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (!here(entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        for (JsonNode item : value) {
            if (!here(item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean here(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> argument.asText().startsWith("AWS::");
            case "Fn::Sub" -> variablesAreOfEveryStack(argument);
            case "Fn::Join", "Fn::If", "Fn::Select", "Fn::Split" -> here(argument);
            default -> !function.startsWith("Fn::");
        };
    }

    private static boolean variablesAreOfEveryStack(JsonNode argument) {
        Matcher variable =
                VARIABLE.matcher(
                        argument.isArray() ? argument.path(0).asText() : argument.asText());
        while (variable.find()) {
            if (!variable.group(1).startsWith("AWS::")) {
                return false;
            }
        }
        return true;
    }

    /** The logical id of the resource that a value as a whole refers to; empty if there is none. */
    static String reference(JsonNode value) {
        if (value.has("Ref")) {
            return value.path("Ref").asText();
        }
        JsonNode attribute = value.path("Fn::GetAtt");
        if (attribute.isArray()) {
            return attribute.path(0).asText();
        }
        if (attribute.isTextual()) {
            return attribute.asText().replaceFirst("\\..*", "");
        }
        Matcher variable = VARIABLE.matcher(value.path("Fn::Sub").asText());
        return variable.matches() ? variable.group(1).replaceFirst("\\..*", "") : "";
    }
}

package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds references to nothing, even beside the path of a message: CloudFormation refuses such a
 * template.
 */
final class ReferenceCheck {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.:]+)}");

    private final ObjectNode root;
    private final Remarks remarks;

    ReferenceCheck(ObjectNode root, Remarks remarks) {
        this.root = root;
        this.remarks = remarks;
    }

    void check() {
        for (String section : List.of("Resources", "Outputs")) {
            for (Map.Entry<String, JsonNode> entry : root.path(section).properties()) {
                check(entry.getValue(), section + "." + entry.getKey());
            }
        }
    }

    private void check(JsonNode node, String path) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.path(i), path + "[" + i + "]");
            }
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            boolean isCall = node.size() == 1 && (name.equals("Ref") || name.startsWith("Fn::"));
            if (isCall) {
                call(name, entry.getValue(), path);
            } else {
                check(entry.getValue(), path + "." + name);
            }
        }
    }

    private void call(String function, JsonNode argument, String path) {
        switch (function) {
            case "Ref" -> reference(argument, path);
            case "Fn::GetAtt" -> reference(argument.isArray() ? argument.path(0) : argument, path);
            case "Fn::Sub" -> {
                sub(argument, path);
                argument.path(1).forEach(value -> nested(value, path));
            }
            default -> nested(argument, path);
        }
    }

    /** The arguments of a function have the place of the function. */
    private void nested(JsonNode node, String path) {
        if (node.isArray()) {
            node.forEach(item -> nested(item, path));
        } else {
            check(node, path);
        }
    }

    private void sub(JsonNode argument, String path) {
        JsonNode own = argument.path(1);
        Matcher variable =
                VARIABLE.matcher(
                        argument.isArray() ? argument.path(0).asText() : argument.asText());
        while (variable.find()) {
            if (!own.has(variable.group(1))) {
                reference(root.textNode(variable.group(1)), path);
            }
        }
    }

    private void reference(JsonNode argument, String path) {
        // A function as the argument is a language extension.
        String name = argument.asText().replaceFirst("\\..*", "");
        boolean known =
                !argument.isTextual()
                        || name.startsWith("AWS::")
                        || root.path("Parameters").has(name)
                        || root.path("Resources").has(name)
                        || SamNames.isGenerated(name, root.path("Resources"));
        if (!known) {
            remarks.error(Place.ofPath(path), "there is no parameter or resource '" + name + "'.");
        }
    }
}

package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A template with the values of its parameters: the resources that its conditions let be.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">Anatomy
 *     of a SAM template</a>
 */
public record Template(List<Resource> resources, Names names) {

    private static final Set<String> SECTIONS =
            Set.of(
                    "AWSTemplateFormatVersion",
                    "Transform",
                    "Description",
                    "Metadata",
                    "Parameters",
                    "Conditions",
                    "Globals",
                    "Resources",
                    "Outputs",
                    "Rules");
    // Of those that are not read here, all are about changes to a stack.
    private static final String[] OF_RESOURCE = {
        "Type",
        "Properties",
        "Condition",
        "CreationPolicy",
        "DeletionPolicy",
        "DependsOn",
        "Metadata",
        "UpdatePolicy",
        "UpdateReplacePolicy"
    };
    private static final String FUNCTION = "AWS::Serverless::Function";

    public static Template read(Path file, Map<String, String> parameters) {
        try {
            return parse(Files.readString(file), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("The template " + file + " cannot be read.", e);
        }
    }

    public static Template parse(String text, Map<String, String> parameters) {
        ObjectNode root = YamlReader.read(text);
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            new Place("", section.getKey())
                    .check(SECTIONS.contains(section.getKey()), "is not supported locally.");
        }
        JsonNode declared = root.path("Resources");
        new Place("", "Resources").check(!declared.isEmpty(), "there are none.");
        Intrinsics intrinsics =
                new Intrinsics(
                        Parameters.of(root.path("Parameters"), parameters),
                        root.path("Conditions"),
                        declared);
        return new Template(resources(root, intrinsics), intrinsics.names());
    }

    private static List<Resource> resources(ObjectNode root, Intrinsics intrinsics) {
        JsonNode globals = globals(root);
        List<Resource> resources = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.path("Resources").properties()) {
            Place place = Place.of(entry.getKey());
            JsonNode resource = entry.getValue();
            String condition = resource.path("Condition").asText();
            if (condition.isEmpty() || intrinsics.conditions().isTrue(condition, place)) {
                new Block(place, resource, intrinsics).only(OF_RESOURCE);
                String type = resource.path("Type").asText();
                place.at("Type").check(!type.isEmpty(), "is missing.");
                JsonNode properties = resource.path("Properties");
                JsonNode all = type.equals(FUNCTION) ? merged(globals, properties) : properties;
                Block block = new Block(place, all, intrinsics);
                resources.add(new Resource(entry.getKey(), type, block));
            }
        }
        return List.copyOf(resources);
    }

    private static JsonNode globals(ObjectNode root) {
        Place place = new Place("", "Globals");
        root.path("Globals")
                .fieldNames()
                .forEachRemaining(
                        name ->
                                place.at(name)
                                        .check(
                                                name.equals("Function"),
                                                "is not supported locally."));
        return root.path("Globals").path("Function");
    }

    /** SAM's rule: a mapping is merged, a list is added to, anything else is replaced. */
    private static JsonNode merged(JsonNode global, JsonNode own) {
        if (global.isMissingNode() || own.isMissingNode()) {
            return own.isMissingNode() ? global : own;
        }
        if (global instanceof ArrayNode list && own.isArray()) {
            ArrayNode all = list.deepCopy();
            own.forEach(all::add);
            return all;
        }
        if (global instanceof ObjectNode mapping && own.isObject()) {
            ObjectNode all = mapping.deepCopy();
            for (Map.Entry<String, JsonNode> entry : own.properties()) {
                all.set(entry.getKey(), merged(global.path(entry.getKey()), entry.getValue()));
            }
            return all;
        }
        return own;
    }
}

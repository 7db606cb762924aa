package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads those resources of a template whose conditions hold, with SAM's globals. */
final class ResourceReader {

    private static final Set<String> READ =
            Set.of("Type", "Properties", "Condition", "IgnoreGlobals");
    // All of these are about changes to a stack, or about what does not run here.
    private static final Set<String> WITHOUT_EFFECT =
            Set.of(
                    "Connectors",
                    "CreationPolicy",
                    "DeletionPolicy",
                    "DependsOn",
                    "Description",
                    "Metadata",
                    "UpdatePolicy",
                    "UpdateReplacePolicy");
    private static final String FUNCTION = "Function";
    private static final Map<String, String> GLOBALS =
            Map.of(Resource.SAM_FUNCTION, FUNCTION, "AWS::Serverless::SimpleTable", "SimpleTable");

    private final JsonNode declared;
    private final JsonNode globals;
    private final Intrinsics intrinsics;

    ResourceReader(ObjectNode root, Intrinsics intrinsics) {
        this.declared = root.path("Resources");
        this.globals = root.path("Globals");
        this.intrinsics = intrinsics;
    }

    List<Resource> resources() {
        List<Resource> resources = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            Place place = Place.of(entry.getKey());
            intrinsics
                    .remarks()
                    .attempt(place, () -> add(entry.getKey(), entry.getValue(), resources));
        }
        return List.copyOf(resources);
    }

    private void add(String id, JsonNode resource, List<Resource> resources) {
        Place place = Place.of(id);
        place.check(
                !id.equals("Fn::Transform"),
                "it is not run here, and could change this: write its result instead.");
        place.check(resource.isObject(), "must be a mapping.");
        String condition = resource.path("Condition").asText();
        if (!condition.isEmpty() && !intrinsics.conditions().isTrue(condition, place)) {
            return;
        }
        String type = resource.path("Type").asText();
        place.at("Type").check(!type.isEmpty(), "is missing.");
        attributes(resource, type, place);
        Block properties = new Block(place, properties(resource, type), intrinsics);
        resources.add(new Resource(id, type, properties, resource.path("Connectors")));
    }

    private void attributes(JsonNode resource, String type, Place place) {
        Remarks remarks = intrinsics.remarks();
        Set<String> noted = new TreeSet<>();
        for (Map.Entry<String, JsonNode> attribute : resource.properties()) {
            String name = attribute.getKey();
            if (READ.contains(name) || name.equals("DependsOn") || name.equals("Metadata")) {
                continue;
            }
            if (WITHOUT_EFFECT.contains(name)) {
                noted.add(name);
            } else if (type.startsWith("AWS::Serverless::")) {
                remarks.note(place, name + " is not under Properties: it has no effect.");
            } else {
                @Nullable String meant = Spelling.closest(name, READ);
                remarks.error(
                        place,
                        name
                                + " is not an attribute of a resource: "
                                + (meant == null
                                        ? "does it belong under Properties?"
                                        : "did you mean " + meant + "?"));
            }
        }
        if (!noted.isEmpty()) {
            remarks.note(place, "no effect here: " + String.join(", ", noted) + ".");
        }
    }

    private JsonNode properties(JsonNode resource, String type) {
        JsonNode own = resource.path("Properties");
        JsonNode properties = own.isNull() ? MissingNode.getInstance() : own;
        String kind = GLOBALS.get(type);
        JsonNode all =
                kind == null
                        ? properties
                        : merged(ofGlobals(kind, resource.path("IgnoreGlobals")), properties);
        return all.isMissingNode() ? JsonNodeFactory.instance.objectNode() : all;
    }

    private JsonNode ofGlobals(String kind, JsonNode ignored) {
        JsonNode all = globals.path(kind);
        if (!(all instanceof ObjectNode object) || ignored.asText().equals("*")) {
            return MissingNode.getInstance();
        }
        ObjectNode wanted = object.deepCopy();
        ignored.forEach(name -> wanted.remove(name.asText()));
        return wanted;
    }

    /** SAM's rule: mappings are merged, lists are concatenated, anything else is replaced. */
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

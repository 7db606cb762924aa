package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of a template's parameters: the given value, otherwise the default, otherwise a
 * placeholder.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">Parameters</a>
 */
final class Parameters {

    private final JsonNode declared;
    private final References references;
    private final Remarks remarks;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    private Parameters(JsonNode declared, References references, Remarks remarks) {
        this.declared = declared;
        this.references = references;
        this.remarks = remarks;
    }

    static Parameters of(
            JsonNode declared, Map<String, String> given, References references, Remarks remarks) {
        Parameters parameters = new Parameters(declared, references, remarks);
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                remarks.error(new Place("", "Parameters"), "there is no parameter '" + name + "'.");
            }
        }
        for (Map.Entry<String, JsonNode> entry : declared.properties()) {
            String name = entry.getKey();
            Place place = place(name);
            remarks.attempt(place, () -> parameters.put(name, given.get(name), place));
        }
        return parameters;
    }

    private void put(String name, @Nullable String given, Place place) {
        ParameterType type = ParameterType.of(declared.path(name), place);
        JsonNode byDefault = declared.path(name).path("Default");
        if (given != null || !(byDefault.isMissingNode() || byDefault.isNull())) {
            String value = given == null ? ParameterType.text(byDefault) : given;
            values.put(name, type.value(value, place));
        }
    }

    /** The value, a text or a list of texts; null if there is no such parameter. */
    @Nullable JsonNode value(String name, Place usedAt) {
        if (!declared.has(name)) {
            return null;
        }
        Place place = place(name);
        ParameterType type = ParameterType.of(declared.path(name), place);
        JsonNode value = values.get(name);
        if (value == null && references.marksUnknown()) {
            return type.parsed(Unknown.of(name));
        }
        if (value == null) {
            value = type.value(placeholder(name, type), place);
        }
        return type.isStored()
                ? type.parsed(references.resolved("ssm:" + value.asText(), usedAt))
                : value;
    }

    // Only a parameter that is used needs a value, so it is noted when it is used.
    private String placeholder(String name, ParameterType type) {
        Place place = place(name);
        String placeholder = type.placeholder(name);
        if (placeholder == null) {
            throw place.fault("it has no default: give it a value.");
        }
        references.placeholder(placeholder);
        remarks.note(
                place, "it has no default: '" + placeholder + "' stands for it, give it a value.");
        return placeholder;
    }

    static JsonNode textNode(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    private static Place place(String name) {
        return new Place("", "Parameters." + name);
    }
}

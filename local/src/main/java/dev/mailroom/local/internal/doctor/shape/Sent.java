package dev.mailroom.local.internal.doctor.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.shape.Shape.Fields;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.InputTransformer;
import dev.mailroom.local.model.JsonPath;
import dev.mailroom.local.model.TargetInput;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of what the target of a rule receives. */
public final class Sent {

    private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    // A variable that stands for JSON, not for part of a text.
    private static final String AS_JSON = "json ";

    private Sent() {}

    public static Shape by(TargetInput input, Fields event) {
        if (input instanceof TargetInput.Constant constant) {
            return ofJson(constant.text(), Map.of(), event);
        }
        if (input instanceof TargetInput.Part part) {
            return part(part.path(), event);
        }
        return input instanceof InputTransformer transformer
                ? ofJson(withMarks(transformer.template()), transformer.paths(), event)
                : event;
    }

    private static Shape part(JsonPath path, Shape event) {
        Shape part = event;
        for (String step : path.steps()) {
            part = step.startsWith("[") ? Shape.any() : part.field(step);
        }
        // Something is sent even for a path that leads nowhere.
        return part.equals(Shape.absent()) ? Shape.any() : part;
    }

    private static String withMarks(String template) {
        StringBuilder text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        boolean inLiteral = false;
        int at = 0;
        while (variable.find()) {
            String before = template.substring(at, variable.start());
            inLiteral ^=
                    before.replaceAll("\\\\.", "").chars().filter(c -> c == '"').count() % 2 == 1;
            String name = variable.group(1);
            text.append(before)
                    .append(inLiteral ? Unknown.of(name) : Json.quote(Unknown.of(AS_JSON + name)));
            at = variable.end();
        }
        return text.append(template.substring(at)).toString();
    }

    private static Shape ofJson(String text, Map<String, JsonPath> paths, Fields event) {
        try {
            JsonNode json = Json.read(text);
            return json.isObject() ? of(json, paths, event) : Shape.any();
        } catch (JsonProcessingException e) {
            return Unknown.in(text) ? Shape.any() : Shape.text();
        }
    }

    private static Shape of(JsonNode json, Map<String, JsonPath> paths, Fields event) {
        if (json.isObject()) {
            Map<String, Shape> fields = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                fields.put(entry.getKey(), of(entry.getValue(), paths, event));
            }
            return new Fields(fields, false);
        }
        if (json.isArray()) {
            return Shape.any();
        }
        if (!json.isTextual()) {
            return new Shape.Value(json);
        }
        String name = Unknown.name(json.asText());
        return name.startsWith(AS_JSON)
                ? variable(name.substring(AS_JSON.length()), paths, event)
                : Shape.text(json.asText());
    }

    private static Shape variable(String name, Map<String, JsonPath> paths, Fields event) {
        JsonPath path = paths.get(name);
        if (path != null) {
            return part(path, event);
        }
        return name.equals("aws.events.event.json") ? event : Shape.any();
    }
}

package dev.mailroom.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template with variables for values of the event. In a JSON template, a text value gets quotes
 * if it has none; nothing is escaped, and EventBridge delivers nothing if the result is not JSON.
 * In any other template, such as {@code "order <id>"}, values are inserted as they are.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 * @param paths the variables, and the paths of their values in the event
 * @param template the text, with the variables in angle brackets
 */
public record InputTransformer(Map<String, JsonPath> paths, String template)
        implements TargetInput {

    private static final Pattern PLACE = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    private static final Set<String> PREDEFINED =
            Set.of(
                    "aws.events.rule-arn",
                    "aws.events.rule-name",
                    "aws.events.event.ingestion-time",
                    "aws.events.event",
                    "aws.events.event.json");

    /**
     * Creates the transformer.
     *
     * @param paths the variables
     * @param template the text
     * @throws IllegalArgumentException if AWS reserves the name of a variable, or the text uses one
     *     that is not defined
     */
    public InputTransformer {
        paths = Map.copyOf(paths);
        for (String name : paths.keySet()) {
            Checks.check(
                    !name.startsWith("aws."),
                    "the variable '" + name + "' may not begin with aws.");
        }
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String name = place.group(1);
            Checks.check(
                    paths.containsKey(name) || PREDEFINED.contains(name),
                    "there is no variable '" + name + "'.");
        }
    }

    @Override
    public @Nullable String of(BusEvent event, String ruleArn, String ruleName) {
        JsonNode json = event.json();
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        boolean inLiteral = false;
        int at = 0;
        while (place.find()) {
            String before = template.substring(at, place.start());
            inLiteral = endsInLiteral(before, inLiteral);
            JsonNode value = value(place.group(1), json, event, ruleArn, ruleName);
            text.append(before).append(isJson() ? inJson(value, inLiteral) : inText(value));
            at = place.end();
        }
        String whole = text.append(template.substring(at)).toString();
        return isJson() && !Json.isValid(whole) ? null : whole;
    }

    /**
     * Whether the template is JSON, so that the result must be valid; otherwise it is plain text.
     */
    private boolean isJson() {
        return template.stripLeading().startsWith("{")
                || template.stripLeading().startsWith("[")
                || PLACE.matcher(template.strip()).matches();
    }

    private static boolean endsInLiteral(String text, boolean startsInLiteral) {
        boolean inLiteral = startsInLiteral;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && inLiteral) {
                i++;
            } else if (text.charAt(i) == '"') {
                inLiteral = !inLiteral;
            }
        }
        return inLiteral;
    }

    private JsonNode value(
            String name, JsonNode json, BusEvent event, String ruleArn, String ruleName) {
        JsonPath path = paths.get(name);
        if (path != null) {
            return path.in(json);
        }
        return switch (name) {
            case "aws.events.rule-arn" -> Json.text(ruleArn);
            case "aws.events.rule-name" -> Json.text(ruleName);
            case "aws.events.event.ingestion-time" -> Json.text(event.time().toString());
            case "aws.events.event" -> withoutDetail(json);
            default -> json;
        };
    }

    // C16: without the detail. C38: with another name for the detail-type.
    private static JsonNode withoutDetail(JsonNode json) {
        ObjectNode event = Json.object();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!field.getKey().equals("detail")) {
                String name = field.getKey().equals("detail-type") ? "detailType" : field.getKey();
                event.set(name, field.getValue());
            }
        }
        return event;
    }

    // C36: a text is not escaped. C37: a missing value is an empty text.
    private static String inJson(JsonNode value, boolean inLiteral) {
        if (value.isTextual() || value.isMissingNode()) {
            return inLiteral ? value.asText() : '"' + value.asText() + '"';
        }
        return Json.write(value);
    }

    // C36: lists and objects lose their quotes.
    private static String inText(JsonNode value) {
        return value.isContainerNode() ? Json.write(value).replace("\"", "") : value.asText();
    }
}

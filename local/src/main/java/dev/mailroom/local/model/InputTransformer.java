package dev.mailroom.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for values of the event. Outside a string literal a value goes in as JSON,
 * inside one it goes in bare and escaped, so that {@code {"text": "order <id>"}} stays JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 * @param paths the variables, and where in the event their values are
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
     * Takes variables and a text.
     *
     * @param paths the variables
     * @param template the text
     * @throws IllegalArgumentException if a variable has a name that AWS keeps for itself, or the
     *     text has one that nobody sets
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
    public String of(BusEvent event, String ruleArn, String ruleName) {
        JsonNode json = event.json();
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        boolean inLiteral = false;
        int at = 0;
        while (place.find()) {
            String before = template.substring(at, place.start());
            inLiteral = endsInLiteral(before, inLiteral);
            JsonNode value = value(place.group(1), json, event, ruleArn, ruleName);
            text.append(before).append(inLiteral ? bare(value) : asJson(value));
            at = place.end();
        }
        return text.append(template.substring(at)).toString();
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
            case "aws.events.event" -> withoutDetail(json); // C16
            default -> json;
        };
    }

    private static JsonNode withoutDetail(JsonNode json) {
        ObjectNode event = json.deepCopy();
        event.remove("detail");
        return event;
    }

    // A variable whose path leads nowhere leaves nothing.
    private static String asJson(JsonNode value) {
        return value.isMissingNode() ? "" : Json.write(value);
    }

    private static String bare(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        String text = value.isTextual() ? value.asText() : Json.write(value);
        String quoted = Json.quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}

package dev.mailroom.local.model;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path to one value of an event, such as {@code $.detail.items[0]['first-name']}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 * @param text the path as it is written
 * @param steps the names and indices of the path
 */
public record JsonPath(String text, List<String> steps) {

    private static final Pattern STEP =
            Pattern.compile(
                    "\\.(?<name>[A-Za-z0-9_-]+)|\\['(?<quoted>[^']+)']|\\[(?<index>[0-9]{1,6})]");

    /**
     * Reads a path.
     *
     * @param text the path, beginning with {@code $}
     * @return the path
     * @throws IllegalArgumentException if it is not one that EventBridge takes
     */
    public static JsonPath parse(String text) {
        Checks.check(text.startsWith("$"), "the path '" + text + "' must begin with $.");
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            Checks.check(
                    step.find(at) && step.start() == at,
                    "the path '" + text + "' is not supported locally.");
            steps.add(step(step));
            at = step.end();
        }
        return new JsonPath(text, List.copyOf(steps));
    }

    private static String step(Matcher step) {
        String name = step.group("name") != null ? step.group("name") : step.group("quoted");
        return name != null ? name : "[" + step.group("index");
    }

    /** The value at this path; a missing node if there is none. */
    JsonNode in(JsonNode event) {
        JsonNode value = event;
        for (String step : steps) {
            value =
                    step.startsWith("[")
                            ? value.path(Integer.parseInt(step.substring(1)))
                            : value.path(step);
        }
        return value;
    }
}

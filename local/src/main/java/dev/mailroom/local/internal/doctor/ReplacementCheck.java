package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Warns if the template lets a property change that makes CloudFormation replace a subscriber: it
 * deletes the old one before it creates the new one, which knows nothing of what the old one has
 * delivered (V32).
 *
 * <p>A name has the stage in it, and the ARN of another stack's bus or queue comes from a
 * parameter; neither changes in the life of a stack. A condition chooses between two ARNs to change
 * its mind, and the version of a function changes with each of its deployments.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-cloudformation.html">Properties
 *     that replace the resource</a>
 */
final class ReplacementCheck {

    private static final String START = "StartingPosition";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*([^!}.\\s]+)[^}]*}");

    private static final Pattern VERSION = Pattern.compile("\\$\\{[^!}]+\\.Version\\s*}");

    private final Round round;

    ReplacementCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber) {
        Block settings = subscriber.settings();
        boolean isLatest = Known.text(settings, START, "LATEST").equals("LATEST");
        for (String property : List.of("Type", START, "PointInTimeConfiguration")) {
            chosen(settings, property, this::isChosen, isLatest);
        }
        Block invoke = subscriber.invoke();
        chosen(settings, "EventBusArn", this::isConditional, isLatest);
        chosen(invoke, "TargetArn", this::isConditional, isLatest);
        if (has(ReplacementCheck::isVersion, invoke.node().path("TargetArn"))) {
            round.lost(
                    invoke.place().at("TargetArn"),
                    "each change of the function makes another version" + replaced(isLatest),
                    "name the function's alias");
        }
    }

    private void chosen(
            Block block,
            String property,
            Predicate<Map.Entry<String, JsonNode>> mayChange,
            boolean isLatest) {
        if (has(mayChange, block.node().path(property))) {
            round.risk(
                    block.place().at(property),
                    "a parameter or a condition decides it" + replaced(isLatest),
                    "write a value");
        }
    }

    private static String replaced(boolean isLatest) {
        return ", and changing it replaces the subscriber: "
                + (isLatest
                        ? "what is published between the old and the new one is not delivered"
                        : "the new one delivers once more what the bus keeps from its starting"
                                + " point on");
    }

    /** Whether a value has a function, however deep, that is one of these. */
    private static boolean has(Predicate<Map.Entry<String, JsonNode>> functions, JsonNode value) {
        return value.properties().stream().anyMatch(functions)
                || StreamSupport.stream(value.spliterator(), false)
                        .anyMatch(part -> has(functions, part));
    }

    /** SAM's reference to the version that it publishes for an {@code AutoPublishAlias}. */
    private static boolean isVersion(Map.Entry<String, JsonNode> function) {
        JsonNode value = function.getValue();
        return switch (function.getKey()) {
            case "Ref" -> value.asText().endsWith(".Version");
            case "Fn::Sub" -> VERSION.matcher(textOf(value)).find();
            default -> false;
        };
    }

    /** The text of an {@code Fn::Sub}, which may come with the values of variables of its own. */
    private static String textOf(JsonNode sub) {
        return sub.isArray() ? sub.path(0).asText() : sub.asText();
    }

    private boolean isConditional(Map.Entry<String, JsonNode> function) {
        return function.getKey().equals("Fn::If");
    }

    private boolean isChosen(Map.Entry<String, JsonNode> function) {
        return switch (function.getKey()) {
            case "Fn::If", "Fn::FindInMap" -> true;
            case "Ref" -> isParameter(function.getValue().asText());
            case "Fn::Sub" -> namesParameter(function.getValue());
            default -> false;
        };
    }

    /** A text, or a list of a text and the values of variables of its own. */
    private boolean namesParameter(JsonNode sub) {
        JsonNode own = sub.path(1);
        Matcher variable = VARIABLE.matcher(textOf(sub));
        while (variable.find()) {
            String name = variable.group(1);
            if (!own.has(name) && isParameter(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isParameter(String name) {
        return !name.startsWith("AWS::") && round.resource(name) == null;
    }
}

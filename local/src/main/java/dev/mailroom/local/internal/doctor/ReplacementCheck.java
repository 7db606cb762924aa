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
 * its mind.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-cloudformation.html">Properties
 *     that replace the resource</a>
 */
final class ReplacementCheck {

    private static final String START = "StartingPosition";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*([^!}.\\s]+)[^}]*}");

    private final Round round;

    ReplacementCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber) {
        Block settings = subscriber.settings();
        boolean isLatest = Known.text(settings, START, "LATEST").equals("LATEST");
        for (String property : List.of("Type", START, "PointInTimeConfiguration")) {
            check(settings, property, this::isChosen, isLatest);
        }
        check(settings, "EventBusArn", this::isConditional, isLatest);
        check(subscriber.invoke(), "TargetArn", this::isConditional, isLatest);
    }

    private void check(
            Block block,
            String property,
            Predicate<Map.Entry<String, JsonNode>> mayChange,
            boolean isLatest) {
        if (has(mayChange, block.node().path(property))) {
            String problem =
                    "a parameter or a condition decides it, and changing it replaces the"
                            + " subscriber: ";
            round.risk(
                    block.place().at(property),
                    problem
                            + (isLatest
                                    ? "what is published between the old and the new one is not"
                                            + " delivered"
                                    : "the new one delivers once more what the bus keeps from its"
                                            + " starting point on"),
                    "write a value");
        }
    }

    /** Whether a value has a function, however deep, that is one of these. */
    private static boolean has(Predicate<Map.Entry<String, JsonNode>> functions, JsonNode value) {
        return value.properties().stream().anyMatch(functions)
                || StreamSupport.stream(value.spliterator(), false)
                        .anyMatch(part -> has(functions, part));
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
        Matcher variable = VARIABLE.matcher(sub.isArray() ? sub.path(0).asText() : sub.asText());
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

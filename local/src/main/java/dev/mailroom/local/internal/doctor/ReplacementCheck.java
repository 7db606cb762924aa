package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warns if the template lets a property change that makes CloudFormation replace a subscriber: it
 * deletes the old one before it creates the new one, which knows nothing of what the old one has
 * delivered (V32).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-cloudformation.html">Properties
 *     that replace the resource</a>
 */
final class ReplacementCheck {

    private static final String START = "StartingPosition";
    private static final String BUS = "EventBusArn";
    private static final List<String> FROM_ELSEWHERE = List.of("Ref", "Fn::Sub", "Fn::ImportValue");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*([^!}.\\s]+)[^}]*}");

    private final Round round;

    ReplacementCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber) {
        Block settings = subscriber.settings();
        boolean isLatest = Known.text(settings, START, "LATEST").equals("LATEST");
        for (String property : List.of("Name", "Type", START, "PointInTimeConfiguration")) {
            check(settings, property, isLatest);
        }
        // The ARN of another stack's bus must come from a parameter or an import.
        if (FROM_ELSEWHERE.stream().noneMatch(settings.node().path(BUS)::has)) {
            check(settings, BUS, isLatest);
        }
        check(subscriber.invoke(), "TargetArn", isLatest);
    }

    private void check(Block block, String property, boolean isLatest) {
        if (mayChange(block.node().path(property))) {
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

    private boolean mayChange(JsonNode value) {
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            boolean chosen =
                    switch (entry.getKey()) {
                        case "Fn::If", "Fn::FindInMap" -> true;
                        case "Ref" -> isParameter(entry.getValue().asText());
                        case "Fn::Sub" -> namesParameter(entry.getValue());
                        default -> false;
                    };
            if (chosen) {
                return true;
            }
        }
        for (JsonNode part : value) {
            if (mayChange(part)) {
                return true;
            }
        }
        return false;
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

package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;

import java.util.List;
import java.util.Map;

/**
 * Warns if the template lets a property change that makes CloudFormation replace a subscriber: it
 * deletes the old one before it creates the new one, and events published in between are not
 * delivered (V32).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-cloudformation.html">Properties
 *     that replace the resource</a>
 */
final class ReplacementCheck {

    private static final String START = "StartingPosition";

    private final Round round;

    ReplacementCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber) {
        Block settings = subscriber.settings();
        if (!Known.text(settings, START, "LATEST").equals("LATEST")) {
            return;
        }
        // The ARN of another stack's bus must come from a parameter.
        for (String property : List.of("Name", "Type", START)) {
            check(settings, property);
        }
        check(subscriber.invoke(), "TargetArn");
    }

    private void check(Block block, String property) {
        if (mayChange(block.node().path(property))) {
            round.risk(
                    block.place().at(property),
                    "a parameter or a condition decides it, and changing it replaces the"
                            + " subscriber: what is published between the old and the new one is"
                            + " not delivered",
                    "write a value, or StartingPosition: POINT_IN_TIME");
        }
    }

    private boolean mayChange(JsonNode value) {
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            boolean chosen =
                    switch (entry.getKey()) {
                        case "Fn::If", "Fn::FindInMap" -> true;
                        case "Ref" -> isParameter(entry.getValue().asText());
                        default -> false;
                    };
            if (chosen) {
                return true;
            }
        }
        return false;
    }

    private boolean isParameter(String name) {
        return !name.startsWith("AWS::") && round.resource(name) == null;
    }
}

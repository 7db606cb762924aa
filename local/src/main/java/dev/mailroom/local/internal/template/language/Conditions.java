package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html">Condition
 *     functions</a>
 */
final class Conditions {

    private final JsonNode conditions;
    private final Intrinsics intrinsics;
    private final List<String> open = new ArrayList<>();

    Conditions(JsonNode conditions, Intrinsics intrinsics) {
        this.conditions = conditions;
        this.intrinsics = intrinsics;
    }

    boolean isTrue(String name, Place place) {
        place.check(conditions.has(name), "there is no condition '" + name + "'.");
        place.check(!open.contains(name), "condition '" + name + "' depends on itself.");
        open.add(name);
        try {
            return holds(conditions.path(name), new Place("", "Conditions." + name));
        } finally {
            open.remove(name);
        }
    }

    private boolean holds(JsonNode condition, Place place) {
        String function = condition.size() == 1 ? condition.fieldNames().next() : "";
        JsonNode argument = condition.path(function);
        return switch (function) {
            case "Condition" -> isTrue(argument.asText(), place);
            case "Fn::Equals" ->
                    intrinsics
                            .text(argument.path(0), place)
                            .equals(intrinsics.text(argument.path(1), place));
            case "Fn::Not" -> !holds(argument.path(0), place);
            case "Fn::And" -> count(argument, place) == argument.size();
            case "Fn::Or" -> count(argument, place) > 0;
            default -> throw place.fault("must be a condition function.");
        };
    }

    private int count(JsonNode conditions, Place place) {
        int holding = 0;
        for (JsonNode condition : conditions) {
            holding += holds(condition, place) ? 1 : 0;
        }
        return holding;
    }
}

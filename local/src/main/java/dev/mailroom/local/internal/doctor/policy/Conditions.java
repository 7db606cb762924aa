package dev.mailroom.local.internal.doctor.policy;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The condition of a statement: all of its operators must hold for all of their keys.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
final class Conditions {

    // One of these limits whose rules are admitted.
    private static final Set<String> LIMITING =
            Set.of(
                    "aws:sourcearn",
                    "aws:sourceaccount",
                    "aws:sourceorgid",
                    "aws:sourceorgpaths",
                    "aws:sourceowner",
                    "aws:principalorgid");

    private Conditions() {}

    static Verdict hold(JsonNode condition, Map<String, String> context) {
        Verdict all = Verdict.YES;
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                // C43: the names of condition keys are not case-sensitive.
                String actual = context.get(key.getKey().toLowerCase(Locale.ROOT));
                List<String> values = Statement.texts(key.getValue());
                all =
                        all.and(
                                actual == null
                                        ? Verdict.MAYBE
                                        : holds(operator.getKey(), values, actual));
            }
        }
        return all;
    }

    /** Whether a condition checks on whose behalf a service acts. */
    static boolean limit(JsonNode condition) {
        for (JsonNode keys : condition) {
            for (Map.Entry<String, JsonNode> key : keys.properties()) {
                if (LIMITING.contains(key.getKey().toLowerCase(Locale.ROOT))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Verdict holds(String operator, List<String> values, String actual) {
        String plain =
                operator.toLowerCase(Locale.ROOT)
                        .replaceFirst("^for(any|all)values?:", "")
                        .replaceFirst("ifexists$", "");
        String positive = plain.replaceFirst("^(string|arn)not", "$1");
        Verdict any = Verdict.NO;
        for (String value : values) {
            any = any.or(compare(positive, value, actual));
        }
        return plain.equals(positive) ? any : any.not();
    }

    private static Verdict compare(String operator, String value, String actual) {
        if (value.contains("${")) {
            // A policy variable.
            return Verdict.MAYBE;
        }
        return switch (operator) {
            case "stringequals" -> Wildcards.same(value, actual);
            case "stringequalsignorecase" ->
                    Wildcards.same(value.toLowerCase(Locale.ROOT), actual.toLowerCase(Locale.ROOT));
            case "stringlike" -> Wildcards.like(value, actual);
            case "arnequals", "arnlike" -> Wildcards.likeArn(value, actual);
            case "bool" -> Verdict.of(value.equalsIgnoreCase(actual));
            // The key exists.
            case "null" -> Verdict.of(value.equalsIgnoreCase("false"));
            default -> Verdict.MAYBE;
        };
    }
}

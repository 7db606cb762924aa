package dev.mailroom.local;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Whom the queue policies of a template admit (C21). */
final class QueuePolicies {

    /** Whether a rule may send to a queue. */
    enum Admission {
        NONE,
        EVERYBODY,
        THE_RULE
    }

    private final DoctorRound round;

    QueuePolicies(DoctorRound round) {
        this.round = round;
    }

    Admission of(TemplateResource queue, String ruleArn) {
        Admission best = Admission.NONE;
        String url = round.names().ref(queue.id(), queue.place());
        String arn = round.names().attribute(queue.id(), "Arn", queue.place());
        for (TemplateResource policy : round.resources("AWS::SQS::QueuePolicy")) {
            if (texts(policy.properties().json("Queues")).contains(url)) {
                JsonNode document = policy.properties().json("PolicyDocument");
                for (JsonNode statement : list(document.path("Statement"))) {
                    Admission admission = of(statement, arn, ruleArn);
                    best = admission.compareTo(best) > 0 ? admission : best;
                }
            }
        }
        return best;
    }

    private static Admission of(JsonNode statement, String queueArn, String ruleArn) {
        boolean admits =
                statement.path("Effect").asText().equals("Allow")
                        && isEventBridge(statement.path("Principal"))
                        && maySend(statement.path("Action"))
                        && matchesAny(statement.path("Resource"), queueArn);
        return admits ? condition(statement.path("Condition"), ruleArn) : Admission.NONE;
    }

    private static boolean isEventBridge(JsonNode principal) {
        return principal.asText().equals("*")
                || texts(principal.path("Service")).contains("events.amazonaws.com");
    }

    private static boolean maySend(JsonNode actions) {
        return texts(actions).stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .anyMatch(action -> matches(action, "sqs:sendmessage"));
    }

    private static Admission condition(JsonNode condition, String ruleArn) {
        boolean limited = false;
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            JsonNode values = operator.getValue();
            if (values.has("aws:SourceAccount")) {
                limited = true;
            }
            if (values.has("aws:SourceArn")) {
                if (!matchesAny(values.path("aws:SourceArn"), ruleArn)) {
                    return Admission.NONE;
                }
                limited = true;
            }
        }
        return limited ? Admission.THE_RULE : Admission.EVERYBODY;
    }

    private static boolean matchesAny(JsonNode patterns, String text) {
        return texts(patterns).stream().anyMatch(pattern -> matches(pattern, text));
    }

    private static boolean matches(String pattern, String text) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return text.matches(regex);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        list(node).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(list::add);
        } else if (!node.isMissingNode()) {
            list.add(node);
        }
        return list;
    }
}

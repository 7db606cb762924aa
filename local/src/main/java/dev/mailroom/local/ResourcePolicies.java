package dev.mailroom.local;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Whom the policies of a template's queues, topics and functions admit (C21). */
final class ResourcePolicies {

    /** Who may send. */
    enum Admission {
        NONE,
        EVERYBODY,
        THE_SENDER;

        Admission or(Admission other) {
            return other.compareTo(this) > 0 ? other : this;
        }
    }

    private static final List<String> SENDING =
            List.of("sqs:sendmessage", "sns:publish", "lambda:invokefunction");

    private final DoctorRound round;

    ResourcePolicies(DoctorRound round) {
        this.round = round;
    }

    Admission of(Destination.Kind kind, TemplateResource resource, Sender sender) {
        return switch (kind) {
            case QUEUE -> {
                String arn = round.names().attribute(resource.id(), "Arn", resource.place());
                yield ofPolicies("AWS::SQS::QueuePolicy", "Queues", resource, arn, sender);
            }
            case TOPIC -> {
                String arn = round.names().ref(resource.id(), resource.place());
                yield ofPolicies("AWS::SNS::TopicPolicy", "Topics", resource, arn, sender);
            }
            case FUNCTION -> ofPermissions(resource, sender);
        };
    }

    private Admission ofPolicies(
            String type, String property, TemplateResource resource, String arn, Sender sender) {
        Admission best = Admission.NONE;
        String ref = round.names().ref(resource.id(), resource.place());
        for (TemplateResource policy : round.resources(type)) {
            if (texts(policy.properties().json(property)).contains(ref)) {
                JsonNode document = policy.properties().json("PolicyDocument");
                for (JsonNode statement : list(document.path("Statement"))) {
                    best = best.or(of(statement, arn, sender));
                }
            }
        }
        return best;
    }

    private static Admission of(JsonNode statement, String arn, Sender sender) {
        JsonNode principal = statement.path("Principal");
        boolean admits =
                statement.path("Effect").asText().equals("Allow")
                        && (principal.asText().equals("*")
                                || texts(principal.path("Service")).contains(sender.service()))
                        && maySend(statement.path("Action"))
                        && matchesAny(statement.path("Resource"), arn);
        return admits ? condition(statement.path("Condition"), sender.arn()) : Admission.NONE;
    }

    private Admission ofPermissions(TemplateResource function, Sender sender) {
        Admission best = Admission.NONE;
        String name = round.names().name(function.id(), function.place());
        for (TemplateResource permission : round.resources("AWS::Lambda::Permission")) {
            TemplateBlock block = permission.properties();
            if (LocalAccount.functionName(block.text("FunctionName")).equals(name)
                    && block.text("Principal").equals(sender.service())
                    && maySend(block.json("Action"))) {
                best = best.or(ofPermission(block, sender));
            }
        }
        return best;
    }

    private static Admission ofPermission(TemplateBlock permission, Sender sender) {
        if (permission.has("SourceArn")) {
            return matches(permission.text("SourceArn"), sender.arn())
                    ? Admission.THE_SENDER
                    : Admission.NONE;
        }
        return permission.has("SourceAccount") ? Admission.THE_SENDER : Admission.EVERYBODY;
    }

    private static boolean maySend(JsonNode actions) {
        return texts(actions).stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .anyMatch(action -> SENDING.stream().anyMatch(one -> matches(action, one)));
    }

    private static Admission condition(JsonNode condition, String senderArn) {
        boolean limited = false;
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            JsonNode values = operator.getValue();
            if (values.has("aws:SourceAccount")) {
                limited = true;
            }
            if (values.has("aws:SourceArn")) {
                if (!matchesAny(values.path("aws:SourceArn"), senderArn)) {
                    return Admission.NONE;
                }
                limited = true;
            }
        }
        return limited ? Admission.THE_SENDER : Admission.EVERYBODY;
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

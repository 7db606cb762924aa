package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.Block;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.model.Destination;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    private static final Map<Destination.Kind, String> SENDING =
            Map.of(
                    Destination.Kind.QUEUE, "sqs:sendmessage",
                    Destination.Kind.TOPIC, "sns:publish",
                    Destination.Kind.FUNCTION, "lambda:invokefunction");

    private final Round round;

    ResourcePolicies(Round round) {
        this.round = round;
    }

    Admission of(Destination destination, Resource resource, Sender sender) {
        return switch (destination.kind()) {
            case QUEUE ->
                    ofPolicies("AWS::SQS::QueuePolicy", "Queues", resource, destination, sender);
            case TOPIC ->
                    ofPolicies("AWS::SNS::TopicPolicy", "Topics", resource, destination, sender);
            case FUNCTION -> ofPermissions(destination, sender);
            // A bus of the same account lets in every rule with a role.
            case BUS -> Admission.THE_SENDER;
        };
    }

    /**
     * Whether a role lets its owner send; a role with policies from elsewhere, or that is not in
     * the template, gets the benefit of the doubt.
     */
    boolean lets(String roleArn, Destination destination) {
        for (Resource role : round.resources("AWS::IAM::Role")) {
            if (round.names().attribute(role.id(), "Arn", role.place()).equals(roleArn)) {
                return role.properties().has("ManagedPolicyArns")
                        || !round.resources("AWS::IAM::Policy").isEmpty()
                        || !round.resources("AWS::IAM::ManagedPolicy").isEmpty()
                        || letsByItself(role, destination);
            }
        }
        return true;
    }

    private static boolean letsByItself(Resource role, Destination destination) {
        return role.properties().blocks("Policies").stream()
                .map(policy -> policy.json("PolicyDocument").path("Statement"))
                .flatMap(statements -> list(statements).stream())
                .anyMatch(statement -> allows(statement, destination));
    }

    private Admission ofPolicies(
            String type,
            String property,
            Resource resource,
            Destination destination,
            Sender sender) {
        Admission best = Admission.NONE;
        String ref = round.names().ref(resource.id(), resource.place());
        for (Resource policy : round.resources(type)) {
            if (texts(policy.properties().json(property)).contains(ref)) {
                JsonNode document = policy.properties().json("PolicyDocument");
                for (JsonNode statement : list(document.path("Statement"))) {
                    best = best.or(of(statement, destination, sender));
                }
            }
        }
        return best;
    }

    private static Admission of(JsonNode statement, Destination destination, Sender sender) {
        JsonNode principal = statement.path("Principal");
        boolean admits =
                allows(statement, destination)
                        && (principal.asText().equals("*")
                                || texts(principal.path("Service")).contains(sender.service()));
        return admits ? condition(statement.path("Condition"), sender.arn()) : Admission.NONE;
    }

    private static boolean allows(JsonNode statement, Destination destination) {
        return statement.path("Effect").asText().equals("Allow")
                && maySend(statement.path("Action"), destination)
                && matchesAny(statement.path("Resource"), destination.arn());
    }

    private Admission ofPermissions(Destination function, Sender sender) {
        Admission best = Admission.NONE;
        for (Resource permission : round.resources("AWS::Lambda::Permission")) {
            Block block = permission.properties();
            if (LocalAccount.functionName(block.text("FunctionName")).equals(function.name())
                    && block.text("Principal").equals(sender.service())
                    && maySend(block.json("Action"), function)) {
                best = best.or(ofPermission(block, sender));
            }
        }
        return best;
    }

    private static Admission ofPermission(Block permission, Sender sender) {
        if (permission.has("SourceArn")) {
            return matchesAny(permission.json("SourceArn"), sender.arn())
                    ? Admission.THE_SENDER
                    : Admission.NONE;
        }
        return permission.has("SourceAccount") ? Admission.THE_SENDER : Admission.EVERYBODY;
    }

    private static boolean maySend(JsonNode actions, Destination destination) {
        String sending = Objects.requireNonNull(SENDING.get(destination.kind()));
        return texts(actions).stream()
                .map(action -> action.toLowerCase(Locale.ROOT))
                .anyMatch(action -> matches(action, sending));
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

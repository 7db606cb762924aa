package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Statement;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import java.util.ArrayList;
import java.util.List;

/** Whom the policies of a template's queues, topics and functions admit (C21). */
final class ResourcePolicies {

    /** Whether a sender is admitted. */
    enum Admission {
        NONE,
        UNKNOWN,
        EVERYBODY,
        THE_SENDER
    }

    /** A policy that belongs, or may belong, to a resource. */
    record Attached(Resource policy, Verdict applies, List<Statement> statements) {}

    private final Round round;
    private final Connectors connectors;

    ResourcePolicies(Round round) {
        this.round = round;
        this.connectors = new Connectors(round);
    }

    Admission of(Destination destination, Resource resource, Sender sender) {
        List<Attached> all =
                destination.kind() == Destination.Kind.FUNCTION
                        ? permissions(destination)
                        : attached(resource);
        List<Statement> statements =
                all.stream()
                        .filter(one -> one.applies() == Verdict.YES)
                        .flatMap(one -> one.statements().stream())
                        .toList();
        Access access = sender.to(destination);
        Verdict connected = connectors.lets(sender.id(), resource.id());
        return switch (Statement.allow(statements, access).or(connected)) {
            case MAYBE -> Admission.UNKNOWN;
            case YES ->
                    connected == Verdict.YES || isLimited(statements, access)
                            ? Admission.THE_SENDER
                            : Admission.EVERYBODY;
            case NO ->
                    all.stream().anyMatch(one -> one.applies() == Verdict.MAYBE)
                            ? Admission.UNKNOWN
                            : Admission.NONE;
        };
    }

    private static boolean isLimited(List<Statement> statements, Access access) {
        return statements.stream()
                .anyMatch(
                        statement ->
                                !statement.denies()
                                        && statement.isLimited()
                                        && statement.covers(access) == Verdict.YES);
    }

    /** The policies of a queue or a topic. */
    List<Attached> attached(Resource resource) {
        String ref = round.names().ref(resource.id(), resource.place());
        List<Attached> attached = new ArrayList<>();
        for (Resource policy : round.resources()) {
            String property =
                    switch (policy.type()) {
                        case "AWS::SQS::QueuePolicy" -> "Queues";
                        case "AWS::SQS::QueueInlinePolicy" -> "Queue";
                        case "AWS::SNS::TopicPolicy" -> "Topics";
                        case "AWS::SNS::TopicInlinePolicy" -> "TopicArn";
                        default -> "";
                    };
            Verdict applies =
                    property.isEmpty()
                            ? Verdict.NO
                            : names(policy.properties().json(property), ref);
            if (applies != Verdict.NO) {
                JsonNode document = policy.properties().json("PolicyDocument");
                attached.add(new Attached(policy, applies, Statement.of(document)));
            }
        }
        return attached;
    }

    private static Verdict names(JsonNode names, String name) {
        Verdict any = names.isMissingNode() ? Verdict.MAYBE : Verdict.NO;
        for (JsonNode one : names.isArray() ? names : List.of(names)) {
            any = any.or(verdict(one.asText(), name));
        }
        return any;
    }

    private static Verdict verdict(String text, String name) {
        if (text.equals(name)) {
            return Verdict.YES;
        }
        return Unknown.in(text) ? Verdict.MAYBE : Verdict.NO;
    }

    private List<Attached> permissions(Destination function) {
        List<Attached> permissions = new ArrayList<>();
        for (Resource permission : round.resources("AWS::Lambda::Permission")) {
            Block block = permission.properties();
            String name = LocalAccount.functionName(block.text("FunctionName"));
            Verdict applies = verdict(name, function.name());
            if (applies != Verdict.NO) {
                permissions.add(
                        new Attached(permission, applies, List.of(statement(block, function))));
            }
        }
        return permissions;
    }

    private static Statement statement(Block permission, Destination function) {
        ObjectNode statement = Json.object().put("Effect", "Allow").put("Resource", function.arn());
        statement.set("Action", permission.json("Action"));
        statement.putObject("Principal").set("Service", permission.json("Principal"));
        ObjectNode condition = statement.putObject("Condition");
        if (permission.has("SourceArn")) {
            condition.putObject("ArnLike").set("aws:SourceArn", permission.json("SourceArn"));
        }
        if (permission.has("SourceAccount")) {
            condition
                    .putObject("StringEquals")
                    .set("aws:SourceAccount", permission.json("SourceAccount"));
        }
        return new Statement(statement);
    }
}

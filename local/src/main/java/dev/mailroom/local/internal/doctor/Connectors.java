package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.policy.Grants;
import dev.mailroom.local.internal.doctor.policy.KnownPolicies;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.template.language.Resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SAM's connectors, each of which lets one resource use others.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html">Connectors</a>
 */
final class Connectors {

    /** One arrow of a connector; an end without a logical id is empty. */
    record Connection(String connector, String source, String destination, String permissions) {}

    private final Round round;

    Connectors(Round round) {
        this.round = round;
    }

    /** Whether a connector lets a resource send to another. */
    Verdict lets(String source, String destination) {
        Verdict lets = Verdict.NO;
        for (Connection one : all()) {
            boolean maybe =
                    (one.source.equals(source) || one.source.isEmpty())
                            && (one.destination.equals(destination) || one.destination.isEmpty())
                            && one.permissions.contains("Write");
            boolean known = !one.source.isEmpty() && !one.destination.isEmpty();
            lets = maybe ? lets.or(known ? Verdict.YES : Verdict.MAYBE) : lets;
        }
        return lets;
    }

    /** The connectors that create a policy for a queue or a topic. */
    List<String> policiesFor(String destination) {
        return all().stream()
                .filter(one -> one.destination.equals(destination) && isRuleOrTopic(one.source))
                .map(Connection::connector)
                .distinct()
                .toList();
    }

    /** What connectors allow a function to do. */
    Grants grants(Resource function) {
        Grants grants = Grants.NONE;
        for (Connection one : all()) {
            if (one.source.equals(function.id())) {
                Resource destination = round.resource(one.destination);
                grants =
                        destination == null
                                ? Grants.UNKNOWN
                                : grants.and(grant(destination, one.permissions));
            } else if (one.destination.equals(function.id())) {
                Resource source = round.resource(one.source);
                if (source != null && source.type().equals("AWS::SQS::Queue")) {
                    grants = grants.and(KnownPolicies.poll(arn(source)));
                }
            }
        }
        return grants;
    }

    private Grants grant(Resource destination, String permissions) {
        boolean writes = permissions.contains("Write");
        return switch (destination.type()) {
            case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" ->
                    KnownPolicies.grant(
                            writes
                                    ? List.of(
                                            "dynamodb:PutItem",
                                            "dynamodb:UpdateItem",
                                            "dynamodb:DeleteItem",
                                            "dynamodb:BatchWriteItem",
                                            "dynamodb:PartiQLInsert")
                                    : List.of("dynamodb:GetItem", "dynamodb:Query"),
                            arn(destination));
            case "AWS::SQS::Queue" ->
                    KnownPolicies.grant(
                            writes
                                    ? List.of(
                                            "sqs:SendMessage",
                                            "sqs:DeleteMessage",
                                            "sqs:ChangeMessageVisibility")
                                    : List.of("sqs:ReceiveMessage", "sqs:GetQueueAttributes"),
                            arn(destination));
            case "AWS::Events::EventBus" ->
                    KnownPolicies.grant(List.of("events:PutEvents"), arn(destination));
            default -> Grants.NONE;
        };
    }

    private String arn(Resource resource) {
        return round.names().attribute(resource.id(), "Arn", resource.place());
    }

    private boolean isRuleOrTopic(String id) {
        Resource source = round.resource(id);
        return source != null
                && (source.type().equals("AWS::Events::Rule")
                        || source.type().equals("AWS::SNS::Topic"));
    }

    private List<Connection> all() {
        List<Connection> all = new ArrayList<>();
        for (Resource resource : round.resources()) {
            if (resource.type().equals("AWS::Serverless::Connector")) {
                JsonNode properties = resource.properties().node();
                String source = properties.path("Source").path("Id").asText();
                add(resource.id(), source, properties, all);
            }
            for (Map.Entry<String, JsonNode> own : resource.connectors().properties()) {
                JsonNode properties = own.getValue().path("Properties");
                add(resource.id() + own.getKey(), resource.id(), properties, all);
            }
        }
        return all;
    }

    private static void add(
            String id, String source, JsonNode properties, List<Connection> connections) {
        JsonNode destinations = properties.path("Destination");
        String permissions = properties.path("Permissions").toString();
        for (JsonNode one : destinations.isArray() ? destinations : List.of(destinations)) {
            String destination = one.path("Id").asText();
            connections.add(new Connection(id, source, destination, permissions));
        }
    }
}

package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Grants;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

import java.util.List;
import java.util.Map;

/** Checks that a function may read its queue, and may use the resources that its variables name. */
final class FunctionRoleCheck {

    private static final List<String> POLLING =
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
    private static final List<String> OF_TABLE =
            List.of(
                    "dynamodb:PutItem",
                    "dynamodb:PartiQLInsert",
                    "dynamodb:UpdateItem",
                    "dynamodb:DeleteItem",
                    "dynamodb:BatchWriteItem",
                    "dynamodb:GetItem",
                    "dynamodb:BatchGetItem",
                    "dynamodb:Query",
                    "dynamodb:Scan");
    private static final List<String> OF_QUEUE =
            List.of(
                    "sqs:SendMessage",
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "sqs:ChangeMessageVisibility",
                    "sqs:GetQueueAttributes");
    private static final Map<String, List<String>> ACTIONS =
            Map.of(
                    "AWS::DynamoDB::Table", OF_TABLE,
                    "AWS::Serverless::SimpleTable", OF_TABLE,
                    "AWS::SQS::Queue", OF_QUEUE,
                    "AWS::Events::EventBus", List.of("events:PutEvents"),
                    "AWS::EventsV2::EventBus", List.of("events:PutEvents", "events:PutRawEvents"));
    // As in docs/deploying.md.
    private static final Map<String, String> REMEDIES =
            Map.of(
                    "AWS::DynamoDB::Table",
                    "allow dynamodb:PutItem and dynamodb:PartiQLInsert on it for a DynamoDbSink",
                    "AWS::Serverless::SimpleTable",
                    "allow dynamodb:PutItem and dynamodb:PartiQLInsert on it for a DynamoDbSink",
                    "AWS::SQS::Queue",
                    "allow sqs:SendMessage on it to send there",
                    "AWS::Events::EventBus",
                    "allow events:PutEvents on it",
                    "AWS::EventsV2::EventBus",
                    "allow events:PutEvents on it");

    private final Round round;
    private final Roles roles;
    private final KeyCheck keys;

    FunctionRoleCheck(Round round) {
        this.round = round;
        this.roles = new Roles(round);
        this.keys = new KeyCheck(round);
    }

    void check() {
        for (MappingBlock mapping : round.mappings()) {
            Resource function = round.resource(Destination.function(mapping.function()));
            if (function != null) {
                round.attempt(function, () -> polling(mapping, function));
                round.attempt(function, () -> decryption(mapping, function));
                round.attempt(function, () -> variables(function));
            }
        }
    }

    private void polling(MappingBlock mapping, Resource function) {
        Grants grants = roles.ofFunction(function);
        String queue = LocalAccount.queueArn(mapping.queue());
        List<String> missing =
                POLLING.stream()
                        .filter(action -> grants.let(Access.ofRole(action, queue)) == Verdict.NO)
                        .toList();
        if (!missing.isEmpty()) {
            round.lost(
                    function.place().at("Role"),
                    "the role does not let Lambda read queue '"
                            + mapping.queue()
                            + "': AWS refuses"
                            + " the event source",
                    "allow " + String.join(", ", missing) + " on the queue");
        }
    }

    // Lambda decrypts messages with the function's role. The role that SAM creates does not let it.
    private void decryption(MappingBlock mapping, Resource function) {
        Resource queue = round.resource(Destination.queue(mapping.queue()));
        Resource key = queue == null ? null : keys.ownKey(queue);
        if (key != null && !keys.mayUse(roles.ofFunction(function), key, "kms:Decrypt")) {
            round.lost(
                    function.place().at("Role"),
                    "the role does not let Lambda use key '"
                            + key.id()
                            + "', with which queue '"
                            + mapping.queue()
                            + "' is encrypted: no message gets to the function",
                    "allow kms:Decrypt on the key");
        }
    }

    private void variables(Resource function) {
        JsonNode variables = function.properties().block("Environment").block("Variables").node();
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            Resource named = round.resource(Written.reference(variable.getValue()));
            if (named != null && ACTIONS.containsKey(named.type())) {
                variable(function, variable.getKey(), named);
            }
        }
    }

    private String arn(Resource named) {
        return named.type().equals("AWS::EventsV2::EventBus")
                ? round.names().ref(named.id(), named.place())
                : round.names().attribute(named.id(), "Arn", named.place());
    }

    private void variable(Resource function, String name, Resource named) {
        Grants grants = roles.ofFunction(function);
        String arn = arn(named);
        boolean mayDoNothing =
                ACTIONS.getOrDefault(named.type(), List.of()).stream()
                        .allMatch(action -> grants.let(Access.ofRole(action, arn)) == Verdict.NO);
        if (mayDoNothing) {
            round.lost(
                    function.place().at("Environment.Variables." + name),
                    "the function is told of '"
                            + named.id()
                            + "', and its role lets it do nothing"
                            + " there: every message fails",
                    REMEDIES.getOrDefault(named.type(), ""));
        }
    }
}

package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalRule;

import java.util.Map;

/** What {@code Ref} and {@code Fn::GetAtt} give of the resources of a template. */
public final class Names {

    private static final Map<String, String> NAME_PROPERTIES =
            Map.of(
                    "AWS::IAM::Role", "RoleName",
                    "AWS::SQS::Queue", "QueueName",
                    "AWS::DynamoDB::Table", "TableName",
                    "AWS::Serverless::SimpleTable", "TableName",
                    "AWS::Serverless::Function", "FunctionName",
                    "AWS::Lambda::Function", "FunctionName",
                    "AWS::Events::Rule", "Name",
                    "AWS::Events::EventBus", "Name",
                    "AWS::Scheduler::Schedule", "Name",
                    "AWS::SNS::Topic", "TopicName");

    private final JsonNode resources;
    private final Intrinsics intrinsics;

    Names(JsonNode resources, Intrinsics intrinsics) {
        this.resources = resources;
        this.intrinsics = intrinsics;
    }

    /** The name that a resource gives itself, else its logical id. */
    public String name(String id, Place place) {
        JsonNode resource = resource(id, place);
        String property = NAME_PROPERTIES.get(type(resource));
        if (property == null) {
            throw place.fault("the name of '" + id + "' is not known locally.");
        }
        Place own = Place.of(id).at(property);
        JsonNode name = intrinsics.choose(resource.path("Properties").path(property), own);
        if (!name.isMissingNode()) {
            return intrinsics.text(name, own);
        }
        JsonNode fifo = resource.path("Properties").path("FifoQueue");
        boolean isFifo =
                !intrinsics.choose(fifo, own).isMissingNode()
                        && intrinsics.text(fifo, own).equals("true");
        return isFifo ? id + ".fifo" : id;
    }

    public String ref(String id, Place place) {
        if (id.endsWith(".Alias") || id.endsWith(".Version")) {
            // What SAM makes of a function that has an AutoPublishAlias.
            String function = id.substring(0, id.lastIndexOf('.'));
            return attribute(function, "Arn", place);
        }
        String type = type(resource(id, place));
        String name = name(id, place);
        if (type.equals("AWS::SNS::Topic")) {
            return LocalAccount.topicArn(name);
        }
        // The form of AWS itself: a client sends to its endpoint, whatever host a queue URL names.
        return type.equals("AWS::SQS::Queue")
                ? "https://sqs."
                        + LocalAccount.REGION
                        + ".amazonaws.com/"
                        + LocalAccount.ID
                        + "/"
                        + name
                : name;
    }

    public String attribute(String id, String attribute, Place place) {
        String type = type(resource(id, place));
        return switch (type + "." + attribute) {
            case "AWS::SQS::Queue.Arn" -> LocalAccount.queueArn(name(id, place));
            case "AWS::SQS::Queue.QueueUrl" -> ref(id, place);
            case "AWS::SQS::Queue.QueueName",
                    "AWS::Events::EventBus.Name",
                    "AWS::SNS::Topic.TopicName" ->
                    name(id, place);
            case "AWS::SNS::Topic.TopicArn" -> ref(id, place);
            case "AWS::IAM::Role.Arn" -> LocalAccount.roleArn(name(id, place));
            case "AWS::DynamoDB::Table.Arn", "AWS::Serverless::SimpleTable.Arn" ->
                    LocalAccount.tableArn(name(id, place));
            case "AWS::Serverless::Function.Arn", "AWS::Lambda::Function.Arn" ->
                    LocalAccount.functionArn(name(id, place));
            case "AWS::Events::Rule.Arn" -> ruleArn(id, place);
            case "AWS::Events::EventBus.Arn" -> LocalAccount.busArn(name(id, place));
            default ->
                    throw place.fault(
                            "attribute '"
                                    + attribute
                                    + "' of '"
                                    + id
                                    + "' ("
                                    + type
                                    + ") is not known locally.");
        };
    }

    private String ruleArn(String id, Place place) {
        JsonNode properties = resource(id, place).path("Properties");
        Place own = Place.of(id).at("EventBusName");
        JsonNode bus = intrinsics.choose(properties.path("EventBusName"), own);
        String busName = bus.isMissingNode() ? LocalRule.DEFAULT_BUS : intrinsics.text(bus, own);
        return LocalAccount.ruleArn(LocalAccount.busName(busName), name(id, place));
    }

    private JsonNode resource(String id, Place place) {
        JsonNode resource = resources.path(id);
        place.check(resource.isObject(), "there is no parameter or resource '" + id + "'.");
        String condition = resource.path("Condition").asText();
        place.check(
                condition.isEmpty() || intrinsics.conditions().isTrue(condition, place),
                "resource '" + id + "' is not made: its condition " + condition + " is false.");
        return resource;
    }

    private static String type(JsonNode resource) {
        return resource.path("Type").asText();
    }
}

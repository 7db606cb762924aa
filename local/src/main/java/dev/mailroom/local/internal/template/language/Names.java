package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalRule;

import java.util.Map;
import java.util.Set;

/** What {@code Ref} and {@code Fn::GetAtt} return for the resources of a template. */
public final class Names {

    private static final Set<String> FUNCTIONS =
            Set.of("AWS::Serverless::Function", "AWS::Lambda::Function");
    private static final Map<String, GeneratedName> OF_THE_PATH =
            Map.ofEntries(
                    Map.entry("AWS::SQS::Queue", new GeneratedName("QueueName", 1, 80)),
                    Map.entry("AWS::DynamoDB::Table", new GeneratedName("TableName", 3, 255)),
                    Map.entry(
                            "AWS::Serverless::SimpleTable", new GeneratedName("TableName", 3, 255)),
                    Map.entry(
                            "AWS::Serverless::Function", new GeneratedName("FunctionName", 1, 64)),
                    Map.entry("AWS::Lambda::Function", new GeneratedName("FunctionName", 1, 64)),
                    Map.entry("AWS::Events::Rule", new GeneratedName("Name", 1, 64)),
                    Map.entry("AWS::Events::EventBus", new GeneratedName("Name", 1, 256)),
                    Map.entry("AWS::EventsV2::EventBus", new GeneratedName("Name", 1, 256)),
                    Map.entry("AWS::EventsV2::Subscriber", new GeneratedName("Name", 1, 256)),
                    Map.entry("AWS::Scheduler::Schedule", new GeneratedName("Name", 1, 64)),
                    Map.entry("AWS::SNS::Topic", new GeneratedName("TopicName", 1, 256)));

    private final JsonNode resources;
    private final Intrinsics intrinsics;

    Names(JsonNode resources, Intrinsics intrinsics) {
        this.resources = resources;
        this.intrinsics = intrinsics;
    }

    /** The name that a resource sets itself, otherwise one made from its logical id. */
    public String name(String id, Place place) {
        JsonNode resource = resource(id, place);
        String type = type(resource);
        GeneratedName ofPath = OF_THE_PATH.get(type);
        String property = ofPath == null ? nameProperty(type, resource) : ofPath.property();
        Place own = Place.of(id).at(property);
        JsonNode name = intrinsics.choose(resource.path("Properties").path(property), own);
        String given = name.isMissingNode() ? "" : intrinsics.text(name, own);
        if (!given.isEmpty() && !Unknown.in(given)) {
            return given;
        }
        return ofPath == null ? id : ofPath.of(id, isFifo(resource, own));
    }

    private boolean isFifo(JsonNode resource, Place own) {
        JsonNode properties = resource.path("Properties");
        JsonNode fifo =
                intrinsics.choose(
                        properties.path(properties.has("FifoTopic") ? "FifoTopic" : "FifoQueue"),
                        own);
        return !fifo.isMissingNode() && intrinsics.text(fifo, own).equalsIgnoreCase("true");
    }

    /** Such as {@code BucketName} of a bucket. */
    private static String nameProperty(String type, JsonNode resource) {
        String property = type.replaceFirst(".*::", "") + "Name";
        return resource.path("Properties").has(property) ? property : "Name";
    }

    public String ref(String id, Place place) {
        if (!resources.has(id)) {
            return SamNames.ref(id, resources, this, place);
        }
        String type = type(resource(id, place));
        return switch (type) {
            case "AWS::SNS::Topic" -> LocalAccount.topicArn(name(id, place));
            case "AWS::SQS::Queue" -> LocalAccount.queueUrl(name(id, place));
            // V2: the name of a Custom Event Bus is not enough to publish to it.
            case "AWS::EventsV2::EventBus" -> LocalAccount.customBusArn(name(id, place));
            case "AWS::EventsV2::Subscriber" ->
                    LocalAccount.subscriberArn(customBusOf(id, place), name(id, place));
            case "AWS::Lambda::Alias", "AWS::Lambda::Version" -> qualified(id, place);
            case "AWS::Serverless::Function",
                    "AWS::Lambda::Function",
                    "AWS::DynamoDB::Table",
                    "AWS::Serverless::SimpleTable",
                    "AWS::Events::EventBus",
                    "AWS::Events::Rule",
                    "AWS::Scheduler::Schedule",
                    "AWS::IAM::Role" ->
                    name(id, place);
            default -> placeholder(id, "", Placeholders.ref(type, name(id, place)), place);
        };
    }

    public String attribute(String id, String attribute, Place place) {
        if (!resources.has(id)) {
            return SamNames.attribute(id, attribute, resources, this, place);
        }
        String type = type(resource(id, place));
        return switch (type + "." + attribute) {
            case "AWS::SQS::Queue.Arn" -> LocalAccount.queueArn(name(id, place));
            case "AWS::SQS::Queue.QueueUrl",
                    "AWS::SNS::Topic.TopicArn",
                    "AWS::EventsV2::EventBus.EventBusArn",
                    "AWS::EventsV2::Subscriber.SubscriberArn",
                    "AWS::Serverless::Function.Alias",
                    "AWS::Lambda::Alias.AliasArn",
                    "AWS::Lambda::Version.FunctionArn" ->
                    ref(id, place);
            case "AWS::SQS::Queue.QueueName",
                    "AWS::Events::EventBus.Name",
                    "AWS::SNS::Topic.TopicName" ->
                    name(id, place);
            case "AWS::EventsV2::EventBus.State" -> "ACTIVE";
            case "AWS::EventsV2::Subscriber.BusName" -> customBusOf(id, place);
            case "AWS::IAM::Role.Arn" -> LocalAccount.roleArn(name(id, place));
            case "AWS::DynamoDB::Table.Arn", "AWS::Serverless::SimpleTable.Arn" ->
                    LocalAccount.tableArn(name(id, place));
            case "AWS::Serverless::Function.Arn", "AWS::Lambda::Function.Arn" ->
                    LocalAccount.functionArn(name(id, place));
            case "AWS::Events::Rule.Arn" -> ruleArn(id, place);
            case "AWS::Events::EventBus.Arn" -> LocalAccount.busArn(name(id, place));
            case "AWS::Scheduler::Schedule.Arn" -> LocalAccount.scheduleArn(name(id, place));
            default ->
                    placeholder(
                            id,
                            "." + attribute,
                            Placeholders.attribute(type, name(id, place), attribute),
                            place);
        };
    }

    private String placeholder(String id, String attribute, String value, Place place) {
        if (intrinsics.marksUnknown()) {
            return Unknown.of(id + attribute);
        }
        intrinsics
                .remarks()
                .note(
                        Place.of(id),
                        "'"
                                + value
                                + "' stands for "
                                + id
                                + attribute
                                + " of "
                                + type(resource(id, place))
                                + ", which is not run here.");
        return value;
    }

    private String qualified(String id, Place place) {
        JsonNode resource = resource(id, place);
        Block properties = new Block(Place.of(id), resource.path("Properties"), intrinsics);
        String function = LocalAccount.functionName(properties.text("FunctionName"));
        String qualifier =
                type(resource).equals("AWS::Lambda::Alias") ? properties.text("Name") : "1";
        return LocalAccount.functionArn(function) + ":" + qualifier;
    }

    private String customBusOf(String id, Place place) {
        JsonNode bus = resource(id, place).path("Properties").path("EventBusArn");
        Place own = Place.of(id).at("EventBusArn");
        String arn = intrinsics.text(intrinsics.choose(bus, own), own);
        return LocalAccount.isCustomBusArn(arn) ? LocalAccount.customBusName(arn) : "";
    }

    private String ruleArn(String id, Place place) {
        return LocalAccount.ruleArn(busOf(id, place), name(id, place));
    }

    private String busOf(String id, Place place) {
        JsonNode properties = resource(id, place).path("Properties");
        Place own = Place.of(id).at("EventBusName");
        JsonNode bus = intrinsics.choose(properties.path("EventBusName"), own);
        return bus.isMissingNode()
                ? LocalRule.DEFAULT_BUS
                : LocalAccount.busName(intrinsics.text(bus, own));
    }

    boolean isFunction(String id) {
        return FUNCTIONS.contains(type(resources.path(id)));
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

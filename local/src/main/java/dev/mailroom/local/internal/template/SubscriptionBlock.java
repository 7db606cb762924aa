package dev.mailroom.local.internal.template;

import dev.mailroom.local.model.Destination;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A subscription to an SNS topic as it is written, be it a resource, part of the topic, or an event
 * of a function.
 */
public record SubscriptionBlock(
        Resource resource,
        Block settings,
        String topicProperty,
        String topicName,
        String function) {

    private static final Set<String> OF_TOPIC = Set.of("Endpoint", "Protocol");
    private static final Set<String> OF_FUNCTION =
            Set.of("FilterPolicy", "FilterPolicyScope", "Topic");
    private static final Set<String> OF_RESOURCE =
            Set.of(
                    "Endpoint",
                    "FilterPolicy",
                    "FilterPolicyScope",
                    "Protocol",
                    "RawMessageDelivery",
                    "TopicArn");

    public static List<SubscriptionBlock> of(Resource resource, Names names) {
        return switch (resource.type()) {
            case "AWS::SNS::Subscription" ->
                    List.of(
                            new SubscriptionBlock(
                                    resource, resource.properties(), "TopicArn", "", ""));
            case "AWS::SNS::Topic" -> ofTopic(resource, names);
            case "AWS::Serverless::Function" -> ofFunction(resource, names);
            default -> List.of();
        };
    }

    private static List<SubscriptionBlock> ofTopic(Resource resource, Names names) {
        String topic = names.name(resource.id(), resource.place());
        return resource.properties().blocks("Subscription").stream()
                .map(settings -> new SubscriptionBlock(resource, settings, "", topic, ""))
                .toList();
    }

    private static List<SubscriptionBlock> ofFunction(Resource resource, Names names) {
        Block events = resource.properties().block("Events");
        List<SubscriptionBlock> subscriptions = new ArrayList<>();
        for (String id : events.names()) {
            Block event = events.block(id);
            if (event.text("Type").equals("SNS")) {
                String function = names.name(resource.id(), resource.place());
                Block settings = event.block("Properties");
                subscriptions.add(new SubscriptionBlock(resource, settings, "Topic", "", function));
            }
        }
        return subscriptions;
    }

    Set<String> known() {
        if (isOfFunction()) {
            return OF_FUNCTION;
        }
        return topicProperty.isEmpty() ? OF_TOPIC : OF_RESOURCE;
    }

    public String topic() {
        if (topicProperty.isEmpty()) {
            return topicName;
        }
        Destination topic = settings.destination(topicProperty);
        settings.place()
                .at(topicProperty)
                .check(topic.kind() == Destination.Kind.TOPIC, topic + " is no topic.");
        return topic.name();
    }

    public String protocol() {
        return isOfFunction() ? "lambda" : settings.text("Protocol");
    }

    /** The queue or the function of one of the protocols {@code sqs} and {@code lambda}. */
    public Destination endpoint() {
        if (isOfFunction()) {
            return Destination.function(function);
        }
        Destination endpoint = settings.destination("Endpoint");
        Destination.Kind kind =
                protocol().equals("sqs") ? Destination.Kind.QUEUE : Destination.Kind.FUNCTION;
        settings.place()
                .at("Endpoint")
                .check(endpoint.kind() == kind, endpoint + " is no " + kind.word() + ".");
        return endpoint;
    }

    public boolean isOfFunction() {
        return !function.isEmpty();
    }

    boolean raw() {
        return settings.flag("RawMessageDelivery", false);
    }
}

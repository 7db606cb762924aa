package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.DestinationArn;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A subscription to an SNS topic as it is written: a resource, part of the topic, or an event of a
 * function.
 */
public record SubscriptionBlock(
        Resource resource,
        Block settings,
        String topicProperty,
        String topicName,
        String function) {

    private static final PropertyRules OF_TOPIC = PropertyRules.reading("Endpoint", "Protocol");
    private static final PropertyRules OF_FUNCTION =
            PropertyRules.reading("FilterPolicy", "FilterPolicyScope", "Topic")
                    .refusing("SqsSubscription")
                    .noting("RedrivePolicy", "Region");
    private static final PropertyRules OF_RESOURCE =
            PropertyRules.reading(
                            "Endpoint",
                            "FilterPolicy",
                            "FilterPolicyScope",
                            "Protocol",
                            "RawMessageDelivery",
                            "TopicArn")
                    .noting(
                            "DeliveryPolicy",
                            "RedrivePolicy",
                            "Region",
                            "ReplayPolicy",
                            "SubscriptionRoleArn");

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
        return FunctionEvent.of(resource).stream()
                .filter(event -> event.type().equals("SNS"))
                .map(event -> ofEvent(resource, event, names))
                .toList();
    }

    private static SubscriptionBlock ofEvent(Resource resource, FunctionEvent event, Names names) {
        String function = names.name(resource.id(), resource.place());
        return new SubscriptionBlock(resource, event.settings(), "Topic", "", function);
    }

    PropertyRules properties() {
        if (isOfFunction()) {
            return OF_FUNCTION;
        }
        return topicProperty.isEmpty() ? OF_TOPIC : OF_RESOURCE;
    }

    public String topic() {
        if (topicProperty.isEmpty()) {
            return topicName;
        }
        String arn = settings.text(topicProperty);
        Destination topic = DestinationArn.of(arn);
        if (topic == null || topic.kind() != Destination.Kind.TOPIC) {
            throw settings.place()
                    .at(topicProperty)
                    .fault("'" + arn + "' is not the ARN of a topic.");
        }
        return topic.name();
    }

    public String protocol() {
        return isOfFunction() ? "lambda" : settings.text("Protocol");
    }

    /** Whether its endpoint may run here. */
    public boolean isToProgram() {
        return protocol().equals("sqs") || protocol().equals("lambda");
    }

    /**
     * The queue or function of the protocol {@code sqs} or {@code lambda}; null, with a note, if it
     * is elsewhere.
     */
    public @Nullable Destination endpoint() {
        if (isOfFunction()) {
            return Destination.function(function);
        }
        Destination endpoint = settings.destination("Endpoint");
        Destination.Kind kind =
                protocol().equals("sqs") ? Destination.Kind.QUEUE : Destination.Kind.FUNCTION;
        settings.place()
                .at("Endpoint")
                .check(
                        endpoint == null || endpoint.kind() == kind,
                        endpoint + " is not a " + kind.word() + ".");
        return endpoint;
    }

    public boolean isOfFunction() {
        return !function.isEmpty();
    }

    boolean raw() {
        return settings.flag("RawMessageDelivery", false);
    }
}

package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.EventPatterns;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.TopicSubscription;

import org.jspecify.annotations.Nullable;

/**
 * Reads SNS topics and their subscriptions from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html">AWS::SNS::Subscription</a>
 */
final class TopicReader {

    private static final PropertyRules TOPIC =
            PropertyRules.reading("TopicName", "Subscription")
                    .refusing("ContentBasedDeduplication", "FifoThroughputScope", "FifoTopic")
                    .noting(
                            "ArchivePolicy",
                            "DataProtectionPolicy",
                            "DeliveryStatusLogging",
                            "DisplayName",
                            "KmsMasterKeyId",
                            "SignatureVersion",
                            "Tags",
                            "TracingConfig");

    private TopicReader() {}

    static String topic(Resource resource, Names names) {
        resource.properties().check(TOPIC);
        return names.name(resource.id(), resource.place());
    }

    /** The subscription; null, with a note, if its endpoint does not exist here. */
    static @Nullable TopicSubscription subscription(
            SubscriptionBlock subscription, Receivers receivers) {
        Block settings = subscription.settings();
        settings.check(subscription.properties());
        String protocol = subscription.protocol();
        Place place = settings.place();
        if (!subscription.isToProgram()) {
            settings.remarks().note(place.at("Protocol"), "nothing is sent by " + protocol + ".");
            return null;
        }
        place.at("RawMessageDelivery")
                .check(
                        protocol.equals("sqs") || !subscription.raw(),
                        "a function gets no raw messages.");
        String topic = receivers.topic(subscription.topic(), place);
        Destination endpoint = receivers.receiving(subscription.endpoint(), place.at("Endpoint"));
        return endpoint == null
                ? null
                : new TopicSubscription(topic, endpoint, subscription.raw(), filter(settings));
    }

    private static @Nullable String filter(Block settings) {
        if (!settings.has("FilterPolicy")) {
            return null;
        }
        settings.place()
                .at("FilterPolicyScope")
                .check(
                        settings.text("FilterPolicyScope", "MessageAttributes")
                                .equals("MessageBody"),
                        "must be MessageBody: EventBridge sets no message attributes to filter by.");
        String policy = Json.write(settings.document("FilterPolicy"));
        @Nullable String fault = EventPatterns.fault(policy);
        settings.place().at("FilterPolicy").check(fault == null, "it does not compile: " + fault);
        return policy;
    }
}

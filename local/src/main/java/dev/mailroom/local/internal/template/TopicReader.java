package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.TopicSubscription;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.RuleCompiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads SNS topics and their subscriptions from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html">AWS::SNS::Subscription</a>
 */
final class TopicReader {

    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "DataProtectionPolicy",
                    "DeliveryStatusLogging",
                    "DisplayName",
                    "KmsMasterKeyId",
                    "SignatureVersion",
                    "Tags",
                    "TracingConfig");
    // Who reads these is no program.
    private static final Set<String> TO_PEOPLE = Set.of("email", "email-json", "sms");

    private TopicReader() {}

    static String topic(Resource resource, Names names, Notes notes) {
        notes.properties(
                resource,
                resource.properties().only(Set.of("TopicName", "Subscription"), WITHOUT_MEANING));
        return names.name(resource.id(), resource.place());
    }

    /** The subscriptions of a resource, without those of people. */
    static List<TopicSubscription> subscriptions(Resource resource, Names names, Notes notes) {
        List<TopicSubscription> subscriptions = new ArrayList<>();
        for (SubscriptionBlock subscription : SubscriptionBlock.of(resource, names)) {
            Block settings = subscription.settings();
            Set<String> others = Set.of("DeliveryPolicy", "RedrivePolicy", "Region");
            notes.properties(settings.place(), settings.only(subscription.known(), others));
            String protocol = subscription.protocol();
            if (TO_PEOPLE.contains(protocol)) {
                notes.line(settings.place().at("Protocol"), "nothing is sent by " + protocol + ".");
            } else {
                subscriptions.add(subscription(subscription, protocol));
            }
        }
        return subscriptions;
    }

    private static TopicSubscription subscription(SubscriptionBlock subscription, String protocol) {
        Place place = subscription.settings().place();
        place.at("Protocol")
                .check(
                        protocol.equals("sqs") || protocol.equals("lambda"),
                        "'" + protocol + "' is not supported locally.");
        place.at("RawMessageDelivery")
                .check(
                        protocol.equals("sqs") || !subscription.raw(),
                        "a function gets no raw messages.");
        return new TopicSubscription(
                subscription.topic(),
                subscription.endpoint(),
                subscription.raw(),
                filter(subscription.settings()));
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
        String policy = Json.write(settings.json("FilterPolicy"));
        @Nullable String fault = RuleCompiler.check(policy);
        settings.place().at("FilterPolicy").check(fault == null, "it does not compile: " + fault);
        return policy;
    }
}

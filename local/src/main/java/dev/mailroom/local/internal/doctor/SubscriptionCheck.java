package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.shape.Shape;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

import java.util.List;
import java.util.Map;

/** Checks the subscriptions of queues and functions to topics. */
final class SubscriptionCheck {

    private static final Shape NO_ATTRIBUTES = new Shape.Fields(Map.of(), false);
    private static final String BY_QUEUE = "SqsSubscription";
    private static final String FILTER = "FilterPolicy";

    private final Round round;
    private final DestinationCheck destinations;
    private final Feeds feeds;

    SubscriptionCheck(Round round) {
        this.round = round;
        this.destinations = new DestinationCheck(round);
        this.feeds = new Feeds(round);
    }

    void check() {
        for (SubscriptionBlock subscription : round.subscriptions()) {
            round.attempt(subscription.resource(), () -> check(subscription));
        }
    }

    private void check(SubscriptionBlock subscription) {
        Destination endpoint = Subscriptions.endpoint(subscription);
        Destination topic = Round.destination(Subscriptions.topic(subscription));
        if (endpoint == null && subscription.isToProgram()) {
            round.namesByArn(subscription.settings(), "Endpoint");
        }
        if (endpoint == null || topic == null || topic.kind() != Destination.Kind.TOPIC) {
            return;
        }
        Block settings = subscription.settings();
        Resource resource =
                subscription.topicProperty().isEmpty()
                        ? round.resource(topic)
                        : round.resource(topic, settings, subscription.topicProperty());
        if (resource == null) {
            return;
        }
        order(settings, resource, endpoint);
        JsonNode byQueue = settings.json(BY_QUEUE);
        if (byQueue.isObject() || byQueue.asText().equals("true")) {
            queueOfSam(settings);
            round.attempt(subscription.resource(), () -> filter(settings, topic));
            return;
        }
        Sender sender = Sender.ofTopic(resource.id(), topic.name());
        destinations.check(endpoint, settings, "Endpoint", sender, subscription.isOfFunction());
        round.attempt(subscription.resource(), () -> deadLetters(settings, sender));
        round.attempt(subscription.resource(), () -> filter(settings, topic));
    }

    // SAM's queue and event source take no other settings.
    private void queueOfSam(Block settings) {
        round.lost(
                settings.place().at(BY_QUEUE),
                "SAM's event source has no ReportBatchItemFailures, and the queue that SAM creates no"
                        + " dead-letter queue: messages that the function reports as failed are"
                        + " deleted",
                "write a queue, an AWS::SNS::Subscription for it, and an event of type SQS");
    }

    private void order(Block settings, Resource topic, Destination endpoint) {
        Resource queue =
                endpoint.kind() == Destination.Kind.QUEUE ? round.resource(endpoint) : null;
        boolean isFifo = Known.flag(topic.properties(), "FifoTopic", false);
        if (queue != null && !isFifo && Round.isFifo(queue)) {
            round.lost(
                    settings.place().at("Endpoint"),
                    "a standard topic cannot send to a FIFO queue",
                    "use a standard queue, or a FIFO topic");
        }
    }

    private void deadLetters(Block settings, Sender sender) {
        Block policy = settings.block("RedrivePolicy");
        Destination queue = Round.destination(policy.text("deadLetterTargetArn", ""));
        if (queue != null && queue.kind() == Destination.Kind.QUEUE) {
            var unused = destinations.admitted(queue, policy, "deadLetterTargetArn", sender, false);
        }
    }

    private void filter(Block settings, Destination topic) {
        if (!settings.has(FILTER)) {
            return;
        }
        JsonNode policy = Known.document(settings, FILTER);
        Place place = settings.place().at(FILTER);
        if (!round.compiles(Json.write(policy), place)) {
            return;
        }
        List<Feeds.Feed> published = feeds.ofTopic(topic);
        if (published.isEmpty()) {
            return;
        }
        // C46: EventBridge sets no message attributes.
        if (!settings.text("FilterPolicyScope", "MessageAttributes").equals("MessageBody")) {
            if (!NO_ATTRIBUTES.mayMatch(policy)) {
                round.lost(
                        place,
                        "it filters by message attributes, and "
                                + published.get(0).sender()
                                + " sends none: it drops every event",
                        "add FilterPolicyScope: MessageBody");
            }
            return;
        }
        body(policy, place, published);
    }

    private void body(JsonNode policy, Place place, List<Feeds.Feed> published) {
        for (Feeds.Feed feed : published) {
            String mismatch = feed.shape().mismatch(policy);
            if (mismatch != null) {
                round.lost(
                        place.at(mismatch),
                        "nothing that " + feed.sender() + " sends has this: all of it is dropped",
                        "match what it sends");
            }
        }
    }
}

package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.Block;
import dev.mailroom.local.internal.template.Place;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Checks the subscriptions of queues and functions to topics. */
final class SubscriptionCheck {

    private final Round round;
    private final DestinationCheck destinations;

    SubscriptionCheck(Round round) {
        this.round = round;
        this.destinations = new DestinationCheck(round);
    }

    void check() {
        for (SubscriptionBlock subscription : round.subscriptions()) {
            String protocol = subscription.protocol();
            if (protocol.equals("sqs") || protocol.equals("lambda")) {
                round.attempt(subscription.resource(), () -> check(subscription));
            }
        }
    }

    private void check(SubscriptionBlock subscription) {
        Place place = subscription.settings().place();
        Destination topic = Destination.topic(subscription.topic());
        Resource resource = round.resource(topic, place.at(subscription.topicProperty()));
        if (resource == null) {
            return;
        }
        @Nullable Destination endpoint = subscription.endpoint();
        if (endpoint == null) {
            return;
        }
        Resource queue = round.resource(endpoint);
        if (endpoint.kind() == Destination.Kind.QUEUE
                && queue != null
                && MappingCheck.isFifo(queue)) {
            round.find(place.at("Endpoint"), "a standard topic sends to no FIFO queue.");
        }
        destinations.check(
                endpoint,
                place.at("Endpoint"),
                Sender.ofTopic(resource.id(), topic.name()),
                subscription.isOfFunction());
        filter(subscription.settings());
    }

    private void filter(Block settings) {
        if (settings.has("FilterPolicy")) {
            String policy = Json.write(settings.document("FilterPolicy"));
            var unused = round.compiles(policy, settings.place().at("FilterPolicy"));
        }
    }
}

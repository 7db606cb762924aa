package dev.mailroom.local;

/** Checks the subscriptions of queues and functions to topics. */
final class SubscriptionDoctor {

    private final DoctorRound round;
    private final DestinationDoctor destinations;

    SubscriptionDoctor(DoctorRound round) {
        this.round = round;
        this.destinations = new DestinationDoctor(round);
    }

    void check() {
        for (TemplateSubscription subscription : round.subscriptions()) {
            String protocol = subscription.protocol();
            if (protocol.equals("sqs") || protocol.equals("lambda")) {
                round.attempt(subscription.resource(), () -> check(subscription));
            }
        }
    }

    private void check(TemplateSubscription subscription) {
        TemplatePlace place = subscription.settings().place();
        Destination topic = Destination.topic(subscription.topic());
        TemplateResource resource = round.resource(topic, place.at(subscription.topicProperty()));
        if (resource == null) {
            return;
        }
        Destination endpoint = subscription.endpoint();
        TemplateResource queue = round.resource(endpoint);
        if (endpoint.kind() == Destination.Kind.QUEUE
                && queue != null
                && MappingDoctor.isFifo(queue)) {
            round.find(place.at("Endpoint"), "a standard topic sends to no FIFO queue.");
        }
        destinations.check(
                endpoint,
                place.at("Endpoint"),
                Sender.ofTopic(resource.id(), topic.name()),
                subscription.isOfFunction());
        filter(subscription.settings());
    }

    private void filter(TemplateBlock settings) {
        if (settings.has("FilterPolicy")) {
            String policy = Json.write(settings.json("FilterPolicy"));
            var unused = round.compiles(policy, settings.place().at("FilterPolicy"));
        }
    }
}

package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.AsyncReader;
import dev.mailroom.local.internal.template.Place;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Checks that what is sent somewhere is let in there, and finds somebody. */
final class DestinationCheck {

    private final Round round;
    private final ResourcePolicies policies;

    DestinationCheck(Round round) {
        this.round = round;
        this.policies = new ResourcePolicies(round);
    }

    /** Checks a destination; who may send to it by a role or by what SAM makes is permitted. */
    void check(Destination destination, Place at, Sender sender, boolean permitted) {
        Resource resource = admitted(destination, at, sender, permitted);
        if (resource == null) {
            return;
        }
        switch (destination.kind()) {
            case QUEUE -> read(resource, destination.name(), sender);
            case FUNCTION -> failures(resource, destination.name());
            case TOPIC -> heard(resource, destination.name(), sender);
            case BUS -> {
                // Who listens to it is seen from its rules.
            }
        }
    }

    /** Checks that a destination is there and lets the sender in; null if it is not there. */
    @Nullable Resource admitted(
            Destination destination, Place at, Sender sender, boolean permitted) {
        Resource resource = round.resource(destination, at);
        if (resource != null && !permitted) {
            admission(destination, resource, sender);
        }
        return resource;
    }

    private void admission(Destination destination, Resource resource, Sender sender) {
        Destination.Kind kind = destination.kind();
        String who = sender.kind() + " '" + sender.id() + "'";
        String everybody = " admits the " + sender.kind() + "s of every account: limit it by ";
        switch (policies.of(destination, resource, sender)) {
            case NONE ->
                    round.find(
                            resource.place(),
                            switch (kind) {
                                case QUEUE -> "no queue policy lets " + who + " send to it (C21).";
                                case TOPIC -> "no topic policy lets " + who + " publish on it.";
                                case BUS ->
                                        throw new IllegalStateException("a bus needs no admission");
                                case FUNCTION -> "no permission lets " + who + " invoke it.";
                            });
            case EVERYBODY -> {
                if (kind == Destination.Kind.QUEUE) {
                    round.find(
                            resource.place(),
                            "its queue policy" + everybody + "aws:SourceArn (C21).");
                } else if (kind == Destination.Kind.FUNCTION) {
                    round.find(resource.place(), "its permission" + everybody + "SourceArn.");
                }
            }
            case THE_SENDER -> {
                // As it should be.
            }
        }
    }

    private void read(Resource queue, String name, Sender sender) {
        boolean isRead =
                round.mappings().stream()
                        .anyMatch(
                                mapping ->
                                        mapping.queue().equals(name)
                                                && mapping.settings().flag("Enabled", true));
        if (!isRead) {
            round.find(
                    queue.place(),
                    "a " + sender.kind() + " sends to it, and no function reads it.");
        }
    }

    private void failures(Resource function, String name) {
        AsyncReader reader = new AsyncReader(round.names(), (destination, place) -> destination);
        AsyncSettings settings = reader.ofFunction(function);
        for (Resource config : round.resources("AWS::Lambda::EventInvokeConfig")) {
            AsyncSettings more = reader.ofConfig(config);
            settings = more.function().equals(name) ? settings.and(more) : settings;
        }
        if (settings.deadLetterQueue() == null && settings.onFailure() == null) {
            round.find(
                    function.place().at(AsyncReader.deadLetterProperty(function)),
                    "there is neither a dead-letter queue nor a destination on failure: an event"
                            + " that it fails with again and again is lost.");
        }
    }

    private void heard(Resource topic, String name, Sender sender) {
        List<SubscriptionBlock> subscriptions = round.subscriptions();
        if (subscriptions.stream().noneMatch(one -> one.topic().equals(name))) {
            round.find(
                    topic.place(),
                    "a " + sender.kind() + " publishes on it, and nobody subscribes.");
        }
    }
}

package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/** Checks that a destination admits its sender, and has a consumer. */
final class DestinationCheck {

    private final Round round;
    private final ResourcePolicies policies;
    private final KeyCheck keys;
    private final Readers readers;
    private final AsyncCheck failures;

    DestinationCheck(Round round) {
        this.round = round;
        this.policies = new ResourcePolicies(round);
        this.keys = new KeyCheck(round);
        this.readers = new Readers(round);
        this.failures = new AsyncCheck(round);
    }

    /**
     * Checks the destination that a property names, without the permission if the sender has a role
     * or SAM grants it.
     */
    void check(
            Destination destination,
            Block block,
            String property,
            Sender sender,
            boolean permitted) {
        Resource resource = admitted(destination, block, property, sender, permitted);
        if (resource == null) {
            return;
        }
        switch (destination.kind()) {
            case QUEUE -> round.attempt(resource, () -> read(resource, sender));
            case FUNCTION -> round.attempt(resource, () -> failures.check(resource));
            case TOPIC -> round.attempt(resource, () -> heard(resource, destination, sender));
            case BUS -> {
                // Its rules are checked separately.
            }
        }
    }

    /** Checks that a destination exists and admits the sender; null if it does not exist. */
    @Nullable Resource admitted(
            Destination destination,
            Block block,
            String property,
            Sender sender,
            boolean permitted) {
        Resource resource = round.resource(destination, block, property);
        if (resource != null && !permitted) {
            round.attempt(resource, () -> admission(destination, resource, sender));
            round.attempt(resource, () -> keys.check(resource, sender));
        }
        return resource;
    }

    private void admission(Destination destination, Resource resource, Sender sender) {
        switch (policies.of(destination, resource, sender)) {
            case NONE -> shutOut(destination, resource, sender);
            case EVERYBODY -> open(destination, resource, sender);
            case UNKNOWN, THE_SENDER -> {
                // Correct, as far as the template shows.
            }
        }
    }

    private void shutOut(Destination destination, Resource resource, Sender sender) {
        String remedy =
                "allow "
                        + sender.service()
                        + " to do "
                        + Sender.sending(destination.kind())
                        + ", limited by aws:SourceArn to the "
                        + sender.kind();
        round.lost(
                resource.place(),
                switch (destination.kind()) {
                    case QUEUE -> "no queue policy lets " + sender + " send to it";
                    case TOPIC -> "no topic policy lets " + sender + " publish on it";
                    case FUNCTION -> "no permission lets " + sender + " invoke it";
                    case BUS -> "nothing lets " + sender + " put events on it";
                },
                destination.kind() == Destination.Kind.FUNCTION
                        ? "add an AWS::Lambda::Permission with the SourceArn of the "
                                + sender.kind()
                        : remedy);
    }

    private void open(Destination destination, Resource resource, Sender sender) {
        String everybody = " admits the " + sender.kind() + "s of every account";
        switch (destination.kind()) {
            case QUEUE ->
                    round.risk(
                            resource.place(),
                            "its queue policy" + everybody,
                            "limit it by aws:SourceArn");
            case FUNCTION ->
                    round.risk(
                            resource.place(),
                            "its permission" + everybody,
                            "limit it by SourceArn");
            case TOPIC, BUS -> {
                // The default policy of a topic, which any other policy replaces, is about
                // accounts.
            }
        }
    }

    private void read(Resource queue, Sender sender) {
        if (!readers.mayBeRead(queue)) {
            round.lost(
                    queue.place(),
                    "a "
                            + sender.kind()
                            + " sends to it, and nothing in the template reads it:"
                            + " its messages expire",
                    "add an event source for it");
        }
    }

    private void heard(Resource topic, Destination destination, Sender sender) {
        boolean subscribed =
                round.subscriptions().stream()
                        .map(subscription -> Subscriptions.topic(subscription))
                        .anyMatch(name -> name.equals(destination.arn()) || Unknown.in(name));
        if (!subscribed) {
            round.lost(
                    topic.place(),
                    "a " + sender.kind() + " publishes on it, and nobody subscribes",
                    "add an AWS::SNS::Subscription");
        }
    }
}

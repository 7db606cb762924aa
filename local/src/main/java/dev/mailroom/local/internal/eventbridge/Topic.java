package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.mailroom.local.internal.delivery.EventFilter;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.TopicSubscription;
import dev.mailroom.local.step.TopicStep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Sends messages that are published to an SNS topic to its subscriptions. */
public final class Topic implements Recipients.Recipient {

    private final String name;
    private final List<Subscriber> subscribers;
    private final Recipients recipients;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    public Topic(
            String name,
            List<TopicSubscription> subscriptions,
            Recipients recipients,
            Steps steps,
            Clock clock,
            Supplier<String> ids) {
        this.name = name;
        this.subscribers = subscriptions.stream().map(Subscriber::of).toList();
        this.recipients = recipients;
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void send(OutgoingMessage message) throws InterruptedException {
        var unused = publish(new Publication(message, null));
    }

    /** Sends it to all matching subscriptions, and returns the id of the notification. */
    String publish(Publication published) throws InterruptedException {
        OutgoingMessage message = published.message();
        Notification notification =
                new Notification(
                        name,
                        ids.get(),
                        clock.instant(),
                        published.subject(),
                        message.body(),
                        message.attributes());
        steps.handedOn(message, Destination.topic(name), notification.id());
        if (subscribers.isEmpty()) {
            steps.add(new TopicStep.NobodySubscribed(name, notification.id()));
        }
        for (Subscriber subscriber : subscribers) {
            String target = subscriber.subscription().endpoint().toString();
            if (subscriber.wants(message.body())) {
                send(notification, subscriber.subscription(), target, message);
            } else {
                steps.add(new TopicStep.NotificationFiltered(name, notification.id(), target));
            }
        }
        return notification.id();
    }

    private void send(
            Notification notification,
            TopicSubscription subscription,
            String target,
            OutgoingMessage published)
            throws InterruptedException {
        steps.add(new TopicStep.NotificationSent(name, notification.id(), target));
        try {
            recipients.send(
                    subscription.endpoint(),
                    notification
                            .to(subscription, published.traceHeader())
                            .forEvent(published.eventId()));
        } catch (IOException e) {
            steps.add(
                    new TopicStep.NotificationFailed(
                            name, notification.id(), target, String.valueOf(e.getMessage())));
        }
    }

    /** A subscription, and its filter if it has one. */
    private record Subscriber(TopicSubscription subscription, @Nullable EventFilter filter) {

        static Subscriber of(TopicSubscription subscription) {
            String policy = subscription.filterPolicy();
            return new Subscriber(
                    subscription, policy == null ? null : new EventFilter(List.of(policy)));
        }

        boolean wants(String body) {
            return filter == null || (isObject(body) && filter.passes(body));
        }

        private static boolean isObject(String body) {
            try {
                return Json.read(body).isObject();
            } catch (JsonProcessingException e) {
                return false;
            }
        }
    }
}

package dev.mailroom.local;

import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.eventbridge.BusRecipient;
import dev.mailroom.local.internal.eventbridge.Buses;
import dev.mailroom.local.internal.eventbridge.DescribeEventBus;
import dev.mailroom.local.internal.eventbridge.EventBridgeFront;
import dev.mailroom.local.internal.eventbridge.EventBus;
import dev.mailroom.local.internal.eventbridge.EventsByHand;
import dev.mailroom.local.internal.eventbridge.PutEvents;
import dev.mailroom.local.internal.eventbridge.RuleDelivery;
import dev.mailroom.local.internal.eventbridge.RuleScheduler;
import dev.mailroom.local.internal.eventbridge.SnsFront;
import dev.mailroom.local.internal.eventbridge.Topic;
import dev.mailroom.local.internal.eventbus.CustomBusFront;
import dev.mailroom.local.internal.eventbus.CustomBuses;
import dev.mailroom.local.internal.eventbus.Retries;
import dev.mailroom.local.internal.gateway.AwsService;
import dev.mailroom.local.internal.support.CloseStack;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.TopicSubscription;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts the buses and topics of a pipeline, which receive events and pass them on. */
record BusStart(
        PipelineDefinition definition,
        Recipients recipients,
        Steps steps,
        Clock clock,
        CloseStack parts,
        OneAddress address) {

    // AWS does not document it, and lengthens it with each attempt.
    private static final Duration SUBSCRIBER_PAUSE = Duration.ofMillis(300);

    void topics() {
        Map<String, Topic> topics = new LinkedHashMap<>();
        for (String name : definition.topics()) {
            List<TopicSubscription> subscriptions =
                    definition.subscriptions().stream()
                            .filter(subscription -> subscription.topic().equals(name))
                            .toList();
            Topic topic =
                    new Topic(name, subscriptions, recipients, steps, clock, PipelineStart::newId);
            topics.put(name, topic);
            recipients.add(Destination.topic(name), topic);
        }
        address.serve(AwsService.SNS, new SnsFront(topics));
    }

    CustomBuses customBuses() {
        Retries.OnAThread retries = parts.add(new Retries.OnAThread(SUBSCRIBER_PAUSE));
        CustomBuses buses =
                new CustomBuses(recipients, retries, steps, clock, PipelineStart::newId);
        definition.customBuses().values().forEach(bus -> buses.add(bus, definition.subscribers()));
        address.serve(AwsService.CUSTOM_BUS, new CustomBusFront(buses, steps));
        return buses;
    }

    EventsByHand buses() {
        RuleDelivery delivery = delivery();
        Map<String, EventBus> rulesOfBuses = new LinkedHashMap<>();
        for (String bus : definition.buses()) {
            List<LocalRule> rules = new ArrayList<>(definition.rules());
            rules.removeIf(rule -> !rule.bus().equals(bus));
            rulesOfBuses.put(bus, new EventBus(rules));
            recipients.add(
                    Destination.bus(bus),
                    new BusRecipient(
                            bus, PipelineStart.required(rulesOfBuses, bus), delivery, steps));
        }
        Buses buses = new Buses(rulesOfBuses, delivery, steps);
        address.serve(
                AwsService.EVENTBRIDGE,
                new EventBridgeFront(
                        new PutEvents(buses, steps, clock, PipelineStart::newId),
                        new DescribeEventBus(buses)));
        return new EventsByHand(buses, clock, PipelineStart::newId);
    }

    /** Starts the schedules, once whoever gets their events has started. */
    void schedules() {
        RuleScheduler scheduler =
                parts.add(new RuleScheduler(delivery(), steps, clock, PipelineStart::newId));
        scheduler.start(definition.rules());
    }

    private RuleDelivery delivery() {
        return new RuleDelivery(recipients, steps);
    }
}

package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.DeliveredEvent;
import dev.mailroom.local.eventbus.DeliveryType;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.step.EventStep;
import dev.mailroom.local.step.SubscriberStep;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A Custom Event Bus: it takes events, keeps them, and hands them to its subscribers in the order
 * in which it took them. A published event is delivered before the publisher continues, unless that
 * fails.
 *
 * <p>Thread-safe.
 */
public final class RetainingBus {

    private final CustomBus bus;
    private final List<SubscriberDelivery> subscribers;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    // Guarded by this.
    private final Deque<RetainedEvent> retained = new ArrayDeque<>();
    private final Deduplication deduplication = new Deduplication();
    private long sequence;

    RetainingBus(
            CustomBus bus,
            List<SubscriberDelivery> subscribers,
            Steps steps,
            Clock clock,
            Supplier<String> ids) {
        this.bus = bus;
        this.subscribers = List.copyOf(subscribers);
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The result for an entry.
     *
     * @param event the event, which is an earlier one if the entry is a duplicate
     */
    public record Published(RetainedEvent event, boolean isDuplicate) {}

    String name() {
        return bus.name();
    }

    String arn() {
        return bus.arn();
    }

    /**
     * Publishes entries, and returns the result for each.
     *
     * @param byContent whether entries without a deduplication id are duplicates if their content
     *     is equal
     */
    List<Published> publish(List<? extends BusEntry> entries, boolean byContent)
            throws InterruptedException {
        List<Published> published = new ArrayList<>();
        for (BusEntry entry : entries) {
            published.add(publish(entry, byContent));
        }
        deliver();
        return published;
    }

    private synchronized Published publish(BusEntry entry, boolean byContent) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Deduplication.Key key = Deduplication.Key.of(entry, byContent);
        @Nullable RetainedEvent earlier = deduplication.earlier(key, now);
        if (earlier != null) {
            steps.add(new SubscriberStep.EventDeduplicated(bus.name(), earlier.id()));
            return new Published(earlier, true);
        }
        sequence++;
        String id = ids.get();
        RetainedEvent event = entry.retained(sequence, id, now);
        deduplication.take(key, event);
        forget(now);
        retained.add(event);
        tellOf(event, entry.event(id, now));
        offer(event);
        return new Published(event, false);
    }

    private void tellOf(RetainedEvent event, @Nullable BusEvent put) {
        if (put == null) {
            steps.add(new SubscriberStep.RawEventPut(bus.name(), event.id(), event.contentType()));
            return;
        }
        steps.began(put);
        steps.add(new EventStep.EventPut(bus.name(), put.id(), put.source(), put.detailType()));
    }

    private void offer(RetainedEvent event) {
        boolean wanted = false;
        DeliveredEvent live = new DeliveredEvent(event, DeliveryType.LIVE);
        for (SubscriberDelivery one : subscribers) {
            wanted |= one.subscriber().window().holds(event) && one.offer(live);
        }
        if (!wanted) {
            steps.add(new SubscriberStep.NoSubscriberMatched(bus.name(), event.id()));
        }
    }

    // V26: an event is kept for the bus's retention.
    private void forget(Instant now) {
        Instant end = now.minus(bus.retention());
        while (!retained.isEmpty() && retained.getFirst().ingested().isBefore(end)) {
            retained.removeFirst();
        }
    }

    private void deliver() throws InterruptedException {
        for (SubscriberDelivery one : subscribers) {
            one.deliver();
        }
    }

    /** Replays the events that the bus keeps and a subscriber wants, and returns how many. */
    int replay(String subscriber, Replay part) throws InterruptedException {
        SubscriberDelivery delivery = delivery(subscriber);
        int events = offerAgain(delivery, part);
        delivery.deliver();
        return events;
    }

    private synchronized int offerAgain(SubscriberDelivery delivery, Replay part) {
        forget(clock.instant());
        int events = 0;
        for (RetainedEvent event : retained) {
            if (part.holds(event)
                    && delivery.offer(new DeliveredEvent(event, DeliveryType.REPLAY))) {
                events++;
            }
        }
        steps.add(new SubscriberStep.ReplayStarted(delivery.subscriber().name(), events));
        return events;
    }

    void addPending(Map<String, Integer> pending) {
        for (SubscriberDelivery one : subscribers) {
            if (one.pending() > 0) {
                pending.merge(one.subscriber().name(), one.pending(), Integer::sum);
            }
        }
    }

    /** Lets a subscriber deliver the events that have waited since it was stopped. */
    void resume(String subscriber) throws InterruptedException {
        SubscriberDelivery delivery = delivery(subscriber);
        delivery.resume();
        delivery.deliver();
    }

    private SubscriberDelivery delivery(String name) {
        for (SubscriberDelivery one : subscribers) {
            if (one.subscriber().name().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                "Bus '" + bus.name() + "' has no subscriber '" + name + "'.");
    }
}

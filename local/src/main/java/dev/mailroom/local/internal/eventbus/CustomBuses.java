package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEvent;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The Custom Event Buses of a pipeline. */
public final class CustomBuses {

    private final Map<String, RetainingBus> all = new LinkedHashMap<>();
    private final Recipients recipients;
    private final Retries retries;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    public CustomBuses(
            Recipients recipients,
            Retries retries,
            Steps steps,
            Clock clock,
            Supplier<String> ids) {
        this.recipients = recipients;
        this.retries = retries;
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
    }

    /** Creates a bus with those subscribers that belong to it. */
    public void add(CustomBus bus, Collection<Subscriber> subscribers) {
        List<SubscriberDelivery> deliveries = new ArrayList<>();
        for (Subscriber subscriber : subscribers) {
            if (subscriber.bus().equals(bus.name())) {
                FailureRecords failures =
                        new FailureRecords(bus.arn(), subscriber, recipients, steps, ids);
                deliveries.add(
                        new SubscriberDelivery(
                                subscriber, recipients, retries, failures, steps, clock, ids));
            }
        }
        all.put(bus.name(), new RetainingBus(bus, deliveries, steps, clock, ids));
    }

    /** How many events are in progress, for each subscriber that has any. */
    public Map<String, Integer> pending() {
        Map<String, Integer> pending = new LinkedHashMap<>();
        for (RetainingBus bus : all.values()) {
            bus.addPending(pending);
        }
        return pending;
    }

    public boolean has(String bus) {
        return all.containsKey(bus);
    }

    /** The bus of an ARN; null if there is none. */
    @Nullable RetainingBus byArn(String arn) {
        for (RetainingBus bus : all.values()) {
            if (bus.arn().equals(arn)) {
                return bus;
            }
        }
        return null;
    }

    /** Puts an event, even one that PutEvents would refuse, and returns its id. */
    public String put(LocalEvent event) throws InterruptedException {
        BusEntry entry =
                new BusEntry.Event(
                        event.source(),
                        event.detailType(),
                        event.detail().strip(),
                        event.resources(),
                        null,
                        new BusEntry.Identity(event.group(), null));
        return named(event.bus()).publish(List.of(entry), false).get(0).event().id();
    }

    /**
     * Puts an event as PutEvents does, and returns its id.
     *
     * @throws IllegalArgumentException if PutEvents refuses it; the message says why
     */
    public String publish(LocalEvent event) throws InterruptedException {
        ObjectNode request = Json.object().put("EventBusArn", named(event.bus()).arn());
        ObjectNode entry = request.putArray("Entries").addObject();
        entry.put("Source", event.source()).put("DetailType", event.detailType());
        entry.put("Detail", event.detail());
        entry.putObject("SystemMetadata").put("EventGroupId", event.group());
        try {
            JsonNode result = Publication.PUT_EVENTS.publish(request, this, steps).at("/Entries/0");
            Checks.check(!result.has("ErrorCode"), result.path("ErrorMessage").asText());
            return result.path("EventId").asText();
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }

    /** Replays events that a bus keeps, and returns how many. */
    public int replay(String bus, String subscriber, Replay part) throws InterruptedException {
        return named(bus).replay(subscriber, part);
    }

    public void resume(String bus, String subscriber) throws InterruptedException {
        named(bus).resume(subscriber);
    }

    private RetainingBus named(String name) {
        RetainingBus bus = all.get(name);
        if (bus == null) {
            throw new IllegalArgumentException(
                    "The pipeline has no Custom Event Bus '" + name + "'.");
        }
        return bus;
    }
}

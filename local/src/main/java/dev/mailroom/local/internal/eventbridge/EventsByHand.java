package dev.mailroom.local.internal.eventbridge;

import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.LocalEvent;

import java.time.Clock;
import java.util.function.Supplier;

/** Puts events on buses, including those that EventBridge accepts only from AWS. */
public final class EventsByHand {

    private final Buses buses;
    private final Clock clock;
    private final Supplier<String> ids;

    public EventsByHand(Buses buses, Clock clock, Supplier<String> ids) {
        this.buses = buses;
        this.clock = clock;
        this.ids = ids;
    }

    public boolean knows(String bus) {
        return buses.has(bus);
    }

    /** Puts an event, and returns its id. */
    public String put(LocalEvent event) throws InterruptedException {
        BusEvent put = event.toEvent(ids.get(), clock.instant());
        buses.put(event.bus(), put, null);
        return put.id();
    }
}

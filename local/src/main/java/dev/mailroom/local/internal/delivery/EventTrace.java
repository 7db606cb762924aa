package dev.mailroom.local.internal.delivery;

import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;

/** Traces events from part to part, in the order of the steps. */
public interface EventTrace {

    /** Traces nothing. */
    EventTrace NONE =
            new EventTrace() {
                @Override
                public void began(BusEvent event) {}

                @Override
                public void handedOn(String eventId, Destination to, String id) {}
            };

    /** There is a new event. */
    void began(BusEvent event);

    /**
     * A part has taken what was sent for an event.
     *
     * @param id the part's own id for it: that of a message, a notification or a request
     */
    void handedOn(String eventId, Destination to, String id);
}

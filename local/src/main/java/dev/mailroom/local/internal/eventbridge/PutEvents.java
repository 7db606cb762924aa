package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.step.EventStep;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The operation PutEvents: checks the entries, and puts them on their buses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
public final class PutEvents {

    private final Buses buses;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    public PutEvents(Buses buses, Steps steps, Clock clock, Supplier<String> ids) {
        this.buses = buses;
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Answers a request as EventBridge does.
     *
     * @throws RequestRefusedException if the request is refused as a whole
     */
    ObjectNode handle(String request) throws RequestRefusedException, InterruptedException {
        try {
            return handle(entries(request));
        } catch (RequestRefusedException e) {
            steps.add(new EventStep.PutRefused(e.type() + ": " + e.getMessage()));
            throw e;
        }
    }

    private ObjectNode handle(List<PutEventsEntry> entries) throws InterruptedException {
        int failed = 0;
        ArrayNode results = Json.object().putArray("Entries");
        for (PutEventsEntry entry : entries) {
            Optional<PutEventsEntry.Fault> fault = entry.fault();
            if (fault.isPresent()) {
                failed++;
                refused(entry, fault.get());
                results.add(fault.get().toJson());
            } else {
                results.add(Json.object().put("EventId", publish(entry)));
            }
        }
        // C22: a successful response can contain failed entries.
        ObjectNode response = Json.object().put("FailedEntryCount", failed);
        response.set("Entries", results);
        return response;
    }

    private static List<PutEventsEntry> entries(String request) throws RequestRefusedException {
        List<PutEventsEntry> entries = new ArrayList<>();
        read(request).path("Entries").forEach(node -> entries.add(new PutEventsEntry(node)));
        PutEventsLimits.check(entries);
        return entries;
    }

    static JsonNode read(String request) throws RequestRefusedException {
        try {
            return Json.read(request);
        } catch (JsonProcessingException e) {
            throw new RequestRefusedException("SerializationException", "The request is not JSON.");
        }
    }

    private void refused(PutEventsEntry entry, PutEventsEntry.Fault fault) {
        steps.add(
                new EventStep.EventRefused(
                        entry.bus(),
                        entry.source(),
                        entry.detailType(),
                        fault.code() + ": " + fault.message()));
    }

    private String publish(PutEventsEntry entry) throws InterruptedException {
        BusEvent event = entry.toEvent(ids.get(), clock.instant());
        Optional<String> loss = PutEventsLimits.loss(entry).or(() -> unknownBus(entry));
        if (loss.isPresent()) {
            steps.add(
                    new EventStep.EventDropped(
                            entry.bus(),
                            event.id(),
                            event.source(),
                            event.detailType(),
                            loss.get()));
        } else {
            buses.put(entry.bus(), event, entry.traceHeader());
        }
        return event.id();
    }

    // C39: the answer is an event id, and the event is lost.
    private Optional<String> unknownBus(PutEventsEntry entry) {
        return buses.has(entry.bus())
                ? Optional.empty()
                : Optional.of("there is no such event bus");
    }
}

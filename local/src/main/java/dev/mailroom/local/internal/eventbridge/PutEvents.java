package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.PipelineStep;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The operation PutEvents: checks the entries, matches them against the rules, and delivers them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
public final class PutEvents {

    private static final int MAX_ENTRIES = 10;
    private static final long MAX_BYTES = 1024 * 1024;

    private final Map<String, EventBus> buses;
    private final RuleDelivery delivery;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    public PutEvents(
            Map<String, EventBus> buses,
            RuleDelivery delivery,
            Steps steps,
            Clock clock,
            Supplier<String> ids) {
        this.buses = buses;
        this.delivery = delivery;
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Takes a request, and answers as EventBridge does.
     *
     * @throws RequestRefusedException if the request is refused as a whole
     */
    ObjectNode handle(JsonNode request) throws RequestRefusedException, InterruptedException {
        int failed = 0;
        ArrayNode results = Json.object().putArray("Entries");
        for (PutEventsEntry entry : entries(request)) {
            Optional<PutEventsEntry.Fault> fault = entry.fault().or(() -> unknownBus(entry));
            if (fault.isPresent()) {
                failed++;
                results.add(fault.get().toJson());
            } else {
                results.add(Json.object().put("EventId", publish(entry)));
            }
        }
        // C22: a success as a whole can hold failed entries.
        ObjectNode response = Json.object().put("FailedEntryCount", failed);
        response.set("Entries", results);
        return response;
    }

    private static List<PutEventsEntry> entries(JsonNode request) throws RequestRefusedException {
        List<PutEventsEntry> entries = new ArrayList<>();
        request.path("Entries").forEach(node -> entries.add(new PutEventsEntry(node)));
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw RequestRefusedException.validation(
                    "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                            + (entries.isEmpty()
                                    ? " length greater than or equal to 1"
                                    : " length less than or equal to 10"));
        }
        if (entries.stream().mapToLong(PutEventsEntry::size).sum() > MAX_BYTES) {
            throw RequestRefusedException.validation(
                    "Total size of the entries in the request is over the limit.");
        }
        return entries;
    }

    private Optional<PutEventsEntry.Fault> unknownBus(PutEventsEntry entry) {
        return buses.containsKey(entry.bus())
                ? Optional.empty()
                : Optional.of(
                        new PutEventsEntry.Fault(
                                "ResourceNotFoundException",
                                "Event bus " + entry.bus() + " does not exist."));
    }

    private String publish(PutEventsEntry entry) throws InterruptedException {
        BusEvent event = entry.toEvent(ids.get(), clock.instant());
        String body = event.toJson();
        steps.add(
                new PipelineStep.EventPut(
                        entry.bus(), event.id(), event.source(), event.detailType()));
        EventBus bus = buses.get(entry.bus());
        List<LocalRule> matching = bus == null ? List.of() : bus.matching(body);
        if (matching.isEmpty()) {
            steps.add(new PipelineStep.NoRuleMatched(entry.bus(), event.id()));
        }
        for (LocalRule rule : matching) {
            delivery.deliver(rule, event);
        }
        return event.id();
    }
}

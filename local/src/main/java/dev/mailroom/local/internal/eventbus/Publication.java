package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.step.EventStep;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The operations PutEvents and PutRawEvents: reads the entries of a request, publishes the valid
 * ones, and answers for each.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridgev2/latest/APIReference/API_PutEvents.html">PutEvents</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridgev2/latest/APIReference/API_PutRawEvents.html">PutRawEvents</a>
 */
enum Publication {
    PUT_EVENTS {
        @Override
        BusEntry entry(EntryFields entry) throws RefusedException, InvalidEntryException {
            return entry.event();
        }
    },
    PUT_RAW_EVENTS {
        @Override
        BusEntry entry(EntryFields entry) throws RefusedException, InvalidEntryException {
            return entry.raw();
        }
    };

    private static final int MOST_ENTRIES = 100;

    static Publication of(String operation) throws RefusedException {
        return switch (operation) {
            case "PutEvents" -> PUT_EVENTS;
            case "PutRawEvents" -> PUT_RAW_EVENTS;
            default -> throw RefusedException.unknown(operation);
        };
    }

    /**
     * Reads an entry.
     *
     * @throws RefusedException if it has a value of another type
     * @throws InvalidEntryException if this entry is not valid
     */
    abstract BusEntry entry(EntryFields entry) throws RefusedException, InvalidEntryException;

    ObjectNode publish(JsonNode request, CustomBuses buses, Steps steps)
            throws RefusedException, InterruptedException {
        RetainingBus bus = bus(request, buses);
        boolean byContent = byContent(request);
        List<BusEntry> good = new ArrayList<>();
        List<ObjectNode> failed = new ArrayList<>();
        List<Boolean> isGood = new ArrayList<>();
        for (JsonNode node : entries(request)) {
            EntryFields fields = new EntryFields(node);
            try {
                good.add(entry(fields));
                isGood.add(true);
            } catch (InvalidEntryException e) {
                failed.add(refused(bus, fields, e, steps));
                isGood.add(false);
            }
        }
        return answer(bus.publish(good, byContent), failed, isGood);
    }

    // V8: entries fail singly, and the results have the order of the request.
    private static ObjectNode answer(
            List<RetainingBus.Published> published, List<ObjectNode> failed, List<Boolean> isGood) {
        Iterator<RetainingBus.Published> good = published.iterator();
        Iterator<ObjectNode> bad = failed.iterator();
        ObjectNode answer = Json.object().put("FailedEntryCount", failed.size());
        ArrayNode results = answer.putArray("Entries");
        isGood.forEach(one -> results.add(one ? result(good.next()) : bad.next()));
        return answer;
    }

    private static ObjectNode result(RetainingBus.Published published) {
        return Json.object()
                .put("EventId", published.event().id())
                .put("SequenceNumber", published.event().sequenceNumber())
                .put("SuccessCode", published.isDuplicate() ? "DEDUPLICATED" : "PUBLISHED");
    }

    private static ObjectNode refused(
            RetainingBus bus, EntryFields entry, InvalidEntryException fault, Steps steps) {
        String message = String.valueOf(fault.getMessage());
        steps.add(
                new EventStep.EventRefused(
                        bus.name(), entry.source(), entry.kind(), "VALIDATION_ERROR: " + message));
        return Json.object().put("ErrorCode", "VALIDATION_ERROR").put("ErrorMessage", message);
    }

    private static RetainingBus bus(JsonNode request, CustomBuses buses) throws RefusedException {
        String arn = EntryFields.text(request, "EventBusArn");
        if (arn == null || !LocalAccount.isCustomBusArn(arn)) {
            throw RefusedException.invalid("EventBusArn must be the ARN of a Custom Event Bus.");
        }
        RetainingBus bus = buses.byArn(arn);
        if (bus == null) {
            throw RefusedException.noBus(arn);
        }
        return bus;
    }

    private static boolean byContent(JsonNode request) throws RefusedException {
        JsonNode configuration = request.path("DeduplicationConfiguration");
        if (configuration.isMissingNode() || configuration.isNull()) {
            return false;
        }
        String type = EntryFields.text(configuration, "DeduplicationType");
        if (!"CONTENT_BASED".equals(type)) {
            throw RefusedException.invalid("DeduplicationType must be CONTENT_BASED.");
        }
        return true;
    }

    private static JsonNode entries(JsonNode request) throws RefusedException {
        JsonNode entries = request.path("Entries");
        if (!entries.isArray()) {
            throw RefusedException.unreadable("Entries must be a list.");
        }
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw RefusedException.invalid(
                    "Entries must have 1 to 100 members, not " + entries.size() + ".");
        }
        return entries;
    }
}

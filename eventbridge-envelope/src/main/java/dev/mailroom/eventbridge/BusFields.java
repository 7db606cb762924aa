package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that identify messages of a Custom Event Bus, as they are in the text: a delivery with
 * metadata (V11), and the record of a failed delivery (V25).
 */
final class BusFields {

    /** V25: what the record of a failed delivery always has. */
    private static final List<EventField> FAILURE =
            List.of(
                    EventField.BUS_ARN,
                    EventField.SUBSCRIBER_ARN,
                    EventField.TARGET_ARN,
                    EventField.ERROR_CODE,
                    EventField.EXHAUSTED_RETRY_CONDITION,
                    EventField.FAILED_MESSAGES);

    private final Map<EventField, Slice> values = new EnumMap<>(EventField.class);
    private @Nullable EventField twice;

    void add(EventField field, Slice value) {
        if (values.put(field, value) != null) {
            twice = field;
        }
    }

    /** Whether this says which events a subscriber did not get, without those events. */
    boolean isFailureRecord() {
        return values.keySet().containsAll(FAILURE);
    }

    /**
     * The layer that this is, given that it looks like one.
     *
     * @return the layer, or null if this is an object of the sender's own
     * @throws UnreadableException if two readers could see two deliveries in it
     */
    Layer.@Nullable CustomBus layer(Opening.Workshop workshop) throws UnreadableException {
        Map<String, String> system = strings(EventField.SYSTEM_METADATA, workshop);
        Map<String, String> own = strings(EventField.METADATA, workshop);
        // V12: every field except the delivery type is left out if it has no value.
        if (own == null || system == null || !system.containsKey(Layer.CustomBus.DELIVERY_TYPE)) {
            return null;
        }
        if (twice != null) {
            throw new UnreadableException(
                    "\"" + twice + "\" occurs twice in the delivery of a custom event bus");
        }
        return new Layer.CustomBus(own, system);
    }

    /** V11: the event or the payload. */
    String data() {
        return requireNonNull(values.get(EventField.DATA)).toString();
    }

    /** V11: data that is not JSON, as the Base64 text in its string. */
    String binary(Opening.Workshop workshop) throws UnreadableException {
        JsonText json = new JsonText(data(), workshop.limits(), workshop.scratch());
        if (json.next() != '"') {
            throw new UnreadableException("binary \"Data\" must be a string");
        }
        json.readString();
        return json.string();
    }

    /** Whether this would be a delivery if it were not an event. */
    boolean isAlmostDelivery() {
        return values.containsKey(EventField.DATA)
                && values.containsKey(EventField.SYSTEM_METADATA);
    }

    /** Reads an object of strings: empty if it is absent, null if it is something else. */
    private @Nullable Map<String, String> strings(EventField field, Opening.Workshop workshop)
            throws UnreadableException {
        Slice value = values.get(field);
        if (value == null) {
            return Map.of();
        }
        JsonText json = new JsonText(value.toString(), workshop.limits(), workshop.scratch());
        if (json.next() != '{') {
            return json.next() == 'n' ? Map.of() : null; // null counts as absent
        }
        json.enter('{');
        return json.next() == '}' ? Map.of() : strings(field, json);
    }

    private static @Nullable Map<String, String> strings(EventField field, JsonText json)
            throws UnreadableException {
        Map<String, String> strings = new HashMap<>();
        do {
            json.readName();
            String name = json.string();
            if (json.next() != '"') {
                return null;
            }
            json.readString();
            if (strings.put(name, json.string()) != null) {
                throw new UnreadableException("a name occurs twice in \"" + field + "\"");
            }
        } while (json.take(','));
        return strings;
    }
}

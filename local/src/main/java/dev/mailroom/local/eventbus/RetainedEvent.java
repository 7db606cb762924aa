package dev.mailroom.local.eventbus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * An event as a Custom Event Bus keeps it.
 *
 * @param sequence its number on the bus, from 1
 * @param id its id
 * @param ingested when the bus took it
 * @param contentType what the data is; {@link #ENVELOPE} if it was put with PutEvents
 * @param data the envelope, or the payload; binary data in Base64
 * @param metadata what its publisher set
 * @param group its event group; null for none
 * @param deduplicationId its publisher's id for recognizing duplicates; null for none
 * @param source the source; null if it was put with PutRawEvents
 * @param detailType the detail-type; null if it was put with PutRawEvents
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-addressing.html">Event
 *     structure</a>
 */
public record RetainedEvent(
        long sequence,
        String id,
        Instant ingested,
        String contentType,
        String data,
        Map<String, String> metadata,
        @Nullable String group,
        @Nullable String deduplicationId,
        @Nullable String source,
        @Nullable String detailType) {

    /** The content type of what was put with PutEvents: the envelope of an event. */
    public static final String ENVELOPE = "application/eventbridge+json";

    /** The content type of opaque data. */
    public static final String BINARY = "application/octet-stream";

    /**
     * Creates it from its parts.
     *
     * @param sequence the number
     * @param id the id
     * @param ingested the time
     * @param contentType the content type
     * @param data the data
     * @param metadata the metadata
     * @param group the event group
     * @param deduplicationId the deduplication id
     * @param source the source
     * @param detailType the detail-type
     */
    public RetainedEvent {
        metadata = Map.copyOf(metadata);
    }

    /**
     * Returns the number as EventBridge writes it.
     *
     * @return twenty digits
     */
    public String sequenceNumber() {
        return String.format(Locale.ROOT, "%020d", sequence);
    }

    /** Reads the data, and adds the metadata. */
    ObjectNode parts(DeliveryType type) {
        // V11: the data keeps its JSON type; binary data is a Base64 string.
        ObjectNode parts = Json.object();
        parts.set("Data", contentType.equals(BINARY) ? Json.text(data) : json());
        ObjectNode own = parts.putObject("Metadata");
        metadata.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(pair -> own.put(pair.getKey(), pair.getValue()));
        parts.set("SystemMetadata", systemMetadata(type));
        return parts;
    }

    private ObjectNode systemMetadata(DeliveryType type) {
        // V12: every value is a string, and what has no value is left out.
        ObjectNode system = Json.object();
        put(system, "ContentType", contentType);
        put(system, "EventGroupId", group);
        put(system, "DeduplicationId", deduplicationId);
        put(system, "aws:EventId", id);
        put(system, "aws:IngestionTime", ingested.toString());
        put(system, "aws:SequenceNumber", sequenceNumber());
        put(system, "aws:Source", source);
        put(system, "aws:DetailType", detailType);
        put(system, "aws:DeliveryType", type.name());
        return system;
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            object.put(name, value);
        }
    }

    private JsonNode json() {
        try {
            return Json.read(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The bus took what is not JSON.", e);
        }
    }
}

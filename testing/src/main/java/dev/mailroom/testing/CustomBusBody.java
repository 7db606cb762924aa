package dev.mailroom.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;

/** What a subscriber of a Custom Event Bus with the transformer {@code WITH_METADATA} sends. */
final class CustomBusBody {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode system = JSON.objectNode();

    CustomBusBody(String contentType, String eventId, Instant ingested) {
        // V12: every value is a string.
        system.put("ContentType", contentType)
                .put("aws:EventId", eventId)
                .put("aws:IngestionTime", ingested.toString())
                .put("aws:SequenceNumber", "00000000000000000001");
    }

    CustomBusBody of(String source, String detailType) {
        system.put("aws:Source", source).put("aws:DetailType", detailType);
        return this;
    }

    /** The body, with the data exactly as given. */
    String with(String data, Map<String, String> metadata, String deliveryType) {
        ObjectNode own = JSON.objectNode();
        metadata.forEach(own::put);
        return "{\"Data\":"
                + data
                + ",\"Metadata\":"
                + own
                + ",\"SystemMetadata\":"
                + system.put("aws:DeliveryType", deliveryType)
                + "}";
    }
}

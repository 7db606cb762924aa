package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.OutgoingEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A payload that was published on a Custom Event Bus with {@code PutRawEvents}, in each of the
 * shapes in which one reaches a queue. An event of {@code PutEvents} is a {@link TestEvent}.
 *
 * <pre>{@code
 * String body = payload(READING, new Reading("sensor-1", 21)).tagged("site", "north").withMetadata();
 * }</pre>
 *
 * <p>Each payload has an id of its own. The same body twice is one payload that was delivered
 * twice.
 *
 * @param id the id that the bus gave it
 * @param ingested when the bus took it; for one made by {@link #payload}, the start of 2026
 * @param contentType what the data is, such as {@code application/json}
 * @param data the data as the body has it: JSON, or Base64
 * @param metadata the pairs that its publisher set; immutable
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-addressing.html">Event
 *     structure: data, metadata, and system metadata</a>
 */
public record TestPayload(
        String id,
        Instant ingested,
        String contentType,
        String data,
        Map<String, String> metadata) {

    private static final String BINARY = "application/octet-stream";
    private static final Instant START_OF_2026 = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Creates a payload.
     *
     * @param id the id that the bus gave it
     * @param ingested when the bus took it
     * @param contentType what the data is
     * @param data the data as the body has it: JSON, or Base64
     * @param metadata the pairs that its publisher set
     */
    public TestPayload {
        requireNonNull(id, "id");
        requireNonNull(ingested, "ingested");
        requireNonNull(contentType, "contentType");
        requireNonNull(data, "data");
        metadata = Map.copyOf(metadata);
    }

    /**
     * Returns a payload.
     *
     * @param type how it is written
     * @param payload the payload: what Jackson writes as JSON; for {@link String} the JSON itself
     * @param <D> the type of the payload
     * @return the payload
     * @throws IllegalArgumentException if it cannot be written
     */
    public static <D extends @Nullable Object> TestPayload payload(EventType<D> type, D payload) {
        return payload(OutgoingEvent.of(type, payload).detailAsJson());
    }

    /**
     * Returns a payload that is given as JSON, such as one that no handler can read.
     *
     * @param json the payload, as JSON
     * @return the payload
     */
    public static TestPayload payload(String json) {
        return of("application/json", json);
    }

    /**
     * Returns a payload that the bus does not look into.
     *
     * @param bytes the payload
     * @return the payload
     */
    public static TestPayload binary(byte[] bytes) {
        return of(BINARY, Base64.getEncoder().encodeToString(bytes));
    }

    private static TestPayload of(String contentType, String data) {
        String id = UUID.randomUUID().toString();
        return new TestPayload(id, START_OF_2026, contentType, data, Map.of());
    }

    /**
     * Returns this payload with another id.
     *
     * @param id the id
     * @return the payload
     */
    public TestPayload withId(String id) {
        return new TestPayload(id, ingested, contentType, data, metadata);
    }

    /**
     * Returns this payload with one pair of metadata more.
     *
     * @param key the key
     * @param value its value
     * @return the payload
     */
    public TestPayload tagged(String key, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new TestPayload(id, ingested, contentType, data, more);
    }

    /**
     * Returns the payload as a subscriber with the transformer {@code RAW} sends it.
     *
     * @return the body of a message
     */
    public String raw() {
        return data;
    }

    /**
     * Returns the payload as a subscriber with the transformer {@code WITH_METADATA} sends it.
     *
     * @return the body of a message
     */
    public String withMetadata() {
        return body("LIVE");
    }

    /**
     * Returns the payload as a subscriber with the transformer {@code WITH_METADATA} sends it in a
     * replay.
     *
     * @return the body of a message
     */
    public String replayed() {
        return body("REPLAY");
    }

    private String body(String deliveryType) {
        boolean isBinary = contentType.equals(BINARY);
        String json = isBinary ? JsonNodeFactory.instance.textNode(data).toString() : data;
        return new CustomBusBody(contentType, id, ingested)
                .with(json, new TreeMap<>(metadata), deliveryType);
    }
}

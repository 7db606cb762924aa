package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An event that is to be published.
 *
 * @param type its source, its detail-type, and how its detail is written
 * @param detail its detail: what Jackson writes as a JSON object; for {@link String} the text of
 *     that object, for {@link Void} null
 * @param time when it happened, or null for the time at which EventBridge takes it
 * @param resources the ARNs of what it is about; immutable
 * @param <D> the type of the detail
 */
public record OutgoingEvent<D extends @Nullable Object>(
        EventType<D> type, D detail, @Nullable Instant time, List<String> resources) {

    /**
     * Creates an event.
     *
     * @param type its source and detail-type
     * @param detail its detail
     * @param time when it happened, or null
     * @param resources the ARNs of what it is about
     */
    public OutgoingEvent {
        requireNonNull(type, "type");
        resources = List.copyOf(resources);
    }

    /**
     * Returns an event without resources, whose time is when EventBridge takes it.
     *
     * @param type its source and detail-type
     * @param detail its detail
     * @param <D> the type of the detail
     * @return the event
     */
    public static <D extends @Nullable Object> OutgoingEvent<D> of(EventType<D> type, D detail) {
        return new OutgoingEvent<>(type, detail, null, List.of());
    }

    /**
     * Returns the detail as a publisher with the default mapper writes it.
     *
     * @return the JSON
     * @throws IllegalArgumentException if the detail cannot be written
     */
    public String detailAsJson() {
        return detailAsJson(DefaultMapper.create());
    }

    String detailAsJson(ObjectMapper mapper) {
        if (type.type() == Void.class) {
            return "{}";
        }
        return detail instanceof String text && type.type() == String.class ? text : write(mapper);
    }

    private String write(ObjectMapper mapper) {
        try {
            return mapper.writerFor(mapper.constructType(type.type())).writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the detail of " + type + " cannot be written", WithheldMessage.of(e));
        }
    }
}

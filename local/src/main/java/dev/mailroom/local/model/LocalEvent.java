package dev.mailroom.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An event that a test puts on a bus itself, with any source, even one of AWS's own, which only AWS
 * may send.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 *
 * @param bus the name of the bus
 * @param source the source, such as {@code aws.s3}
 * @param detailType the detail-type, such as {@code Object Created}
 * @param detail the detail, a JSON object, which is passed on unchanged
 * @param resources the ARNs of the resources that it is about
 */
public record LocalEvent(
        String bus, String source, String detailType, String detail, List<String> resources) {

    /**
     * Creates it from its parts.
     *
     * @param bus the name of the bus
     * @param source the source
     * @param detailType the detail-type
     * @param detail the detail
     * @param resources the resources
     * @throws IllegalArgumentException if the detail is not a JSON object of at most 999 levels
     */
    public LocalEvent {
        Objects.requireNonNull(bus, "bus");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(detailType, "detailType");
        Checks.check(
                isObject(detail),
                "The detail of an event must be a JSON object of at most 999 levels.");
        resources = List.copyOf(resources);
    }

    /**
     * Describes an event on the bus {@code default}.
     *
     * @param source the source, such as {@code aws.s3}
     * @param detailType the detail-type, such as {@code Object Created}
     * @param detail the detail, a JSON object
     * @return the event, about no resource
     * @throws IllegalArgumentException if the detail is not a JSON object of at most 999 levels
     */
    public static LocalEvent of(String source, String detailType, String detail) {
        return new LocalEvent(LocalRule.DEFAULT_BUS, source, detailType, detail, List.of());
    }

    /**
     * Puts the event on another bus; it replaces an earlier setting.
     *
     * @param name the name of the bus; default {@code default}
     * @return an event with this setting
     */
    public LocalEvent onBus(String name) {
        return new LocalEvent(name, source, detailType, detail, resources);
    }

    /**
     * Sets the resources that the event is about; it replaces an earlier setting.
     *
     * @param arns their ARNs; default none
     * @return an event with this setting
     */
    public LocalEvent about(String... arns) {
        return new LocalEvent(bus, source, detailType, detail, List.of(arns));
    }

    /**
     * Creates the event that leaves the bus.
     *
     * @param id its id
     * @param time its time
     * @return the event
     */
    public BusEvent toEvent(String id, Instant time) {
        return new BusEvent(id, source, detailType, time, resources, detail.strip());
    }

    private static boolean isObject(String detail) {
        try {
            JsonNode json = Json.read(Objects.requireNonNull(detail, "detail"));
            // The event itself is the first level.
            return json.isObject() && 1 + Json.levels(json) <= Json.MOST_LEVELS;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}

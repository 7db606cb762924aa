package dev.mailroom.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

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
 * @param group its event group on a Custom Event Bus; null for none
 */
public record LocalEvent(
        String bus,
        String source,
        String detailType,
        String detail,
        List<String> resources,
        @Nullable String group) {

    private static final int LONGEST_GROUP = 128;

    /**
     * Creates it from its parts.
     *
     * @param bus the name of the bus
     * @param source the source
     * @param detailType the detail-type
     * @param detail the detail
     * @param resources the resources
     * @param group the event group; null for none
     * @throws IllegalArgumentException if the detail is not a JSON object of at most 999 levels, or
     *     the group does not have 1 to 128 characters
     */
    public LocalEvent {
        Objects.requireNonNull(bus, "bus");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(detailType, "detailType");
        Checks.check(
                isObject(detail),
                "The detail of an event must be a JSON object of at most 999 levels.");
        resources = List.copyOf(resources);
        Checks.check(
                group == null || (!group.isEmpty() && group.length() <= LONGEST_GROUP),
                "An event group must have 1 to 128 characters.");
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
        return new LocalEvent(LocalRule.DEFAULT_BUS, source, detailType, detail, List.of(), null);
    }

    /**
     * Puts the event on another bus; it replaces an earlier setting.
     *
     * @param name the name of the bus; default {@code default}
     * @return an event with this setting
     */
    public LocalEvent onBus(String name) {
        return new LocalEvent(name, source, detailType, detail, resources, group);
    }

    /**
     * Sets the resources that the event is about; it replaces an earlier setting.
     *
     * @param arns their ARNs; default none
     * @return an event with this setting
     */
    public LocalEvent about(String... arns) {
        return new LocalEvent(bus, source, detailType, detail, List.of(arns), group);
    }

    /**
     * Sets the event group, within which a subscriber of a Custom Event Bus can keep the order; it
     * replaces an earlier setting. A Classic bus has no groups.
     *
     * @param id the group, 1 to 128 characters; default none
     * @return an event with this setting
     * @throws IllegalArgumentException if the group does not have 1 to 128 characters
     */
    public LocalEvent inGroup(String id) {
        Objects.requireNonNull(id, "id");
        return new LocalEvent(bus, source, detailType, detail, resources, id);
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

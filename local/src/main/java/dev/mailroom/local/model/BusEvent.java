package dev.mailroom.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event as it leaves a bus.
 *
 * @param id the id of the event
 * @param source the source
 * @param detailType the detail-type
 * @param time the time; the envelope has whole seconds
 * @param resources the ARNs of the resources that it is about
 * @param detail the detail, JSON, kept as it came
 */
public record BusEvent(
        String id,
        String source,
        String detailType,
        Instant time,
        List<String> resources,
        String detail) {

    // C17
    static BusEvent scheduled(String id, String ruleArn, Instant time) {
        return new BusEvent(id, "aws.events", "Scheduled Event", time, List.of(ruleArn), "{}");
    }

    // C18: the detail is a text that holds JSON.
    static BusEvent byScheduler(String id, String scheduleArn, Instant time) {
        return new BusEvent(
                id, "aws.scheduler", "Scheduled Event", time, List.of(scheduleArn), "\"{}\"");
    }

    /**
     * Writes the envelope, its fields in the order in which AWS sends them.
     *
     * @return the event, JSON
     */
    public String toJson() {
        // C14: the fields of an envelope.
        return "{\"version\":\"0\",\"id\":"
                + Json.quote(id)
                + ",\"detail-type\":"
                + Json.quote(detailType)
                + ",\"source\":"
                + Json.quote(source)
                + ",\"account\":"
                + Json.quote(LocalAccount.ID)
                + ",\"time\":"
                + Json.quote(time.truncatedTo(ChronoUnit.SECONDS).toString())
                + ",\"region\":"
                + Json.quote(LocalAccount.REGION)
                + ",\"resources\":"
                + resources.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"))
                + ",\"detail\":"
                + detail
                + "}";
    }

    /** The envelope, read. */
    JsonNode json() {
        try {
            return Json.read(toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The event that this package wrote is not JSON.", e);
        }
    }
}

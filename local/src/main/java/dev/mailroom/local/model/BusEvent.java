package dev.mailroom.local.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * @param detail the detail, JSON, unchanged
 */
public record BusEvent(
        String id,
        String source,
        String detailType,
        Instant time,
        List<String> resources,
        String detail) {

    /**
     * Reads the envelope of an event.
     *
     * @param event the event, JSON
     * @return the event
     * @throws IOException if it is not the JSON of an event
     */
    public static BusEvent read(String event) throws IOException {
        JsonNode json = Json.read(event);
        List<String> resources = new ArrayList<>();
        json.path("resources").forEach(resource -> resources.add(resource.asText()));
        try {
            return new BusEvent(
                    json.path("id").asText(),
                    json.path("source").asText(),
                    json.path("detail-type").asText(),
                    Instant.parse(json.path("time").asText()),
                    resources,
                    detail(event));
        } catch (DateTimeParseException e) {
            throw new IOException("an event has a time", e);
        }
    }

    private static String detail(String event) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isDetail = parser.currentName().equals("detail");
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (isDetail) {
                    return event.substring(start, (int) parser.currentLocation().getCharOffset());
                }
            }
        }
        throw new IOException("an event has a detail");
    }

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
     * Makes another event of it.
     *
     * @param another the id of the other event
     * @return the event, which is the same but for its id
     */
    public BusEvent withId(String another) {
        return new BusEvent(another, source, detailType, time, resources, detail);
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

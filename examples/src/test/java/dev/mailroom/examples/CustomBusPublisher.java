package dev.mailroom.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Puts events on a local Custom Event Bus. It stands in for AWS's client, which signs its requests,
 * and which this build cannot have.
 */
public final class CustomBusPublisher implements Publisher {

    private static final CBORMapper CBOR = new CBORMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI putEvents;
    private final String busArn;
    private final String groupField;

    /**
     * Publishes to a bus.
     *
     * @param groupField the field of the details by which events are in order; one without it is in
     *     no group
     */
    public CustomBusPublisher(URI endpoint, String busArn, String groupField) {
        this.putEvents = endpoint.resolve("/service/AWSEventsV2/operation/PutEvents");
        this.busArn = busArn;
        this.groupField = groupField;
    }

    @Override
    public void put(List<PutEventsRequestEntry> entries) {
        ObjectNode request = CBOR.createObjectNode().put("EventBusArn", busArn);
        ArrayNode list = request.putArray("Entries");
        for (PutEventsRequestEntry entry : entries) {
            ObjectNode event =
                    list.addObject()
                            .put("Source", entry.source())
                            .put("DetailType", entry.detailType())
                            .put("Detail", entry.detail());
            String group = group(entry);
            if (!group.isEmpty()) {
                event.putObject("SystemMetadata").put("EventGroupId", group);
            }
        }
        JsonNode response = post(request);
        // V8: a success as a whole can hold failed entries.
        if (response.path("FailedEntryCount").asInt(-1) != 0) {
            throw new IllegalStateException("refused: " + response);
        }
    }

    private String group(PutEventsRequestEntry entry) {
        try {
            return JSON.readTree(entry.detail()).path(groupField).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a detail must be JSON", e);
        }
    }

    private JsonNode post(ObjectNode request) {
        try {
            HttpRequest post =
                    HttpRequest.newBuilder(putEvents)
                            .header("smithy-protocol", "rpc-v2-cbor")
                            .header("Content-Type", "application/cbor")
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            CBOR.writeValueAsBytes(request)))
                            .build();
            return CBOR.readTree(http.send(post, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an event was put", e);
        }
    }
}

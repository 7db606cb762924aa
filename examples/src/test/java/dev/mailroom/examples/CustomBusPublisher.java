package dev.mailroom.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalEvent;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.util.List;

/**
 * Puts events on a local Custom Event Bus. It stands in for AWS's client, which this build cannot
 * have.
 */
public final class CustomBusPublisher implements Publisher {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalPipeline pipeline;
    private final String bus;
    private final String groupField;

    /**
     * Publishes to a bus.
     *
     * @param groupField the field of the details by which events are in order; one without it is in
     *     no group
     */
    public CustomBusPublisher(LocalPipeline pipeline, String bus, String groupField) {
        this.pipeline = pipeline;
        this.bus = bus;
        this.groupField = groupField;
    }

    @Override
    public void put(List<PutEventsRequestEntry> entries) {
        for (PutEventsRequestEntry entry : entries) {
            LocalEvent event =
                    LocalEvent.of(entry.source(), entry.detailType(), entry.detail()).onBus(bus);
            String group = group(entry);
            var unused = pipeline.put(group.isEmpty() ? event : event.inGroup(group));
        }
    }

    private String group(PutEventsRequestEntry entry) {
        try {
            return JSON.readTree(entry.detail()).path(groupField).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a detail must be JSON", e);
        }
    }
}

package dev.mailroom.examples;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.util.List;

/** Puts events on one bus. */
@FunctionalInterface
public interface Publisher {

    /** Puts up to ten events in one request. */
    void put(List<PutEventsRequestEntry> entries);

    /** Puts one event. */
    default void put(String source, String detailType, String detail) {
        put(
                List.of(
                        PutEventsRequestEntry.builder()
                                .source(source)
                                .detailType(detailType)
                                .detail(detail)
                                .build()));
    }
}

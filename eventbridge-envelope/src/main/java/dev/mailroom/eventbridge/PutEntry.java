package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** One entry of a request, written and measured. */
record PutEntry(PutEventsRequestEntry entry, long bytes) {

    private static final int TIME_BYTES = 14;

    static PutEntry of(OutgoingEvent<?> event, @Nullable String bus, ObjectMapper mapper) {
        String detail = detail(event, mapper);
        EventType<?> type = event.type();
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(type.source())
                        .detailType(type.detailType())
                        .time(event.time())
                        .resources(event.resources())
                        .detail(detail)
                        .build();
        long bytes = event.time() == null ? 0 : TIME_BYTES;
        bytes += utf8(type.source()) + utf8(type.detailType()) + utf8(detail);
        for (String resource : event.resources()) {
            bytes += utf8(resource);
        }
        return new PutEntry(entry, bytes);
    }

    private static String detail(OutgoingEvent<?> event, ObjectMapper mapper) {
        Type type = event.type().type();
        Object detail = event.detail();
        String json;
        if (type == Void.class) {
            json = "{}";
        } else if (detail instanceof String text && type == String.class) {
            json = text;
        } else {
            json = write(detail, event.type(), mapper);
        }
        if (!Slice.beginsWith(json, '{', '{')) {
            throw new IllegalArgumentException(
                    "the detail of "
                            + event.type()
                            + " is no JSON object, which EventBridge needs");
        }
        return json;
    }

    private static String write(@Nullable Object detail, EventType<?> type, ObjectMapper mapper) {
        try {
            return mapper.writerFor(mapper.constructType(type.type())).writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the detail of " + type + " cannot be written", WithheldMessage.of(e));
        }
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** One entry of a request, written and measured, and what became of it. */
final class PutEntry {

    /** Codes that a second attempt cannot help; any other code, even an unknown one, gets one. */
    private static final Set<String> FINAL =
            Set.of(
                    "AccessDeniedException",
                    "InvalidAccountIdException",
                    "InvalidArgument",
                    "MalformedDetail",
                    "NotAuthorizedForDetailTypeException",
                    "NotAuthorizedForSourceException",
                    "RedactionFailure",
                    "ResourceNotFoundException");

    final PutEventsRequestEntry entry;
    final long bytes;
    PublishResult result = new PublishResult.Failed("NotSent");

    PutEntry(
            OutgoingEvent<?> event,
            @Nullable String bus,
            ObjectMapper mapper,
            @Nullable String traceHeader) {
        EventType<?> type = event.type();
        String detail = event.detailAsJson(mapper);
        this.entry =
                PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(type.source())
                        .detailType(type.detailType())
                        .time(event.time())
                        .resources(event.resources())
                        .detail(detail)
                        .traceHeader(traceHeader)
                        .build();
        long size = event.time() == null ? 0 : EventLimits.TIME_BYTES;
        size += utf8(type.source()) + utf8(type.detailType()) + utf8(detail);
        for (String resource : event.resources()) {
            size += utf8(resource);
        }
        EventLimits.requireSize(type, size);
        EventLimits.require(event, detail);
        this.bytes = size;
    }

    /**
     * Keeps EventBridge's answer, and tells whether another attempt may get a better one. Without
     * an answer nobody knows whether the event was published.
     */
    boolean mayBeMended(@Nullable PutEventsResultEntry answer) {
        if (answer == null) {
            result = new PublishResult.Failed("NoAnswer");
            return true;
        }
        if (answer.eventId() != null && answer.errorCode() == null) {
            result = new PublishResult.Published(answer.eventId());
            return false;
        }
        String code = requireNonNullElse(answer.errorCode(), "Unknown");
        result = new PublishResult.Failed(code);
        return !FINAL.contains(code);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

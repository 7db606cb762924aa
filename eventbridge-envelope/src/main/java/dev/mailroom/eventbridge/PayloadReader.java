package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNullElse;

import dev.mailroom.EventIdentity;
import dev.mailroom.SqsRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Reads what was sent without an envelope; its type and its route come from elsewhere. */
final class PayloadReader {

    /** The type that a payload has, and where it goes. */
    private record Taken(String source, String detailType, Route<?> route) {}

    private final Routes routes;
    private final DetailBinder binder;

    PayloadReader(Routes routes, DetailBinder binder) {
        this.routes = routes;
        this.binder = binder;
    }

    EventIdentity identity(Opening opening) {
        Layer.CustomBus bus = opening.customBus();
        Taken taken = taken(bus);
        if (taken != null) {
            String id = bus == null ? null : bus.eventId();
            return new EventIdentity(id, taken.source, taken.detailType);
        }
        EventIdentity event = opening.identity(); // as far as it is known, if it is damaged
        return bus == null
                ? event
                : new EventIdentity(
                        known(event.eventId(), bus.eventId()),
                        known(event.source(), bus.source()),
                        known(event.detailType(), bus.detailType()));
    }

    private static @Nullable String known(@Nullable String ofEvent, @Nullable String ofBus) {
        return ofEvent == null ? ofBus : ofEvent;
    }

    Reading read(Opening opening, SqsRecord record) throws UnreadableException {
        Layer.CustomBus bus = opening.customBus();
        if (bus != null && bus.holdsEvent()) {
            throw new UnreadableException(
                    "\"Data\" is not an EventBridge event, although its content type says so");
        }
        Taken taken = taken(bus);
        if (taken == null) {
            return unmatched(bus, opening.noEvent());
        }
        String id = bus == null ? null : bus.eventId();
        return new Reading.Routed(
                new EventBridgeEvent<@Nullable Object>(
                        requireNonNullElse(id, ""),
                        taken.source,
                        taken.detailType,
                        time(bus, record),
                        "",
                        "",
                        List.of(),
                        null,
                        bind(opening.payload(), taken.route, record.messageId()),
                        opening.layersOfPayload()),
                taken.route);
    }

    /**
     * The route by what the bus says, or else by what the router was told; null if there is none.
     */
    private @Nullable Taken taken(Layer.@Nullable CustomBus bus) {
        String source = bus == null ? null : bus.source();
        String detailType = bus == null ? null : bus.detailType();
        if (source != null && detailType != null) {
            Route<?> route = routes.find(source, detailType);
            if (route != null) {
                return new Taken(source, detailType, route);
            }
        }
        EventType<?> type = routes.payloadType;
        Route<?> route = routes.payload;
        return type == null || route == null
                ? null
                : new Taken(type.source(), type.detailType(), route);
    }

    private static Reading unmatched(Layer.@Nullable CustomBus bus, String noEvent)
            throws UnreadableException {
        String source = bus == null ? null : bus.source();
        String detailType = bus == null ? null : bus.detailType();
        if (source == null || detailType == null) {
            throw new UnreadableException(noEvent);
        }
        return new Reading.Unmatched(source, detailType);
    }

    private static Instant time(Layer.@Nullable CustomBus bus, SqsRecord record) {
        Instant ingested = bus == null ? null : bus.ingestionTime();
        return ingested == null ? requireNonNullElse(record.sentAt(), Instant.EPOCH) : ingested;
    }

    private @Nullable Object bind(String payload, Route<?> route, String messageId)
            throws UnreadableException {
        if (!route.readsDetail()) {
            return null;
        }
        if (route.raw()) {
            return payload;
        }
        if (payload.isBlank()) {
            throw new UnreadableException("the body is empty");
        }
        Object detail = binder.bind("body", json(payload, route), route, messageId);
        if (detail == null) {
            throw new UnreadableException("the body is null; expected " + route.type.getTypeName());
        }
        return detail;
    }

    /** V10: bytes that are not JSON come as Base64 without quotes, which Jackson requires. */
    private static Slice json(String payload, Route<?> route) {
        boolean bare = route.type == byte[].class && !Slice.beginsWith(payload, '"', '[');
        return Slice.all(bare ? '"' + payload + '"' : payload);
    }
}

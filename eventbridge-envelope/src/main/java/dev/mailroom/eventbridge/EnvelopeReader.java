package dev.mailroom.eventbridge;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonFactory;

import dev.mailroom.EventIdentity;
import dev.mailroom.MailroomException;
import dev.mailroom.SqsRecord;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/**
 * Reads a body: opens its layers, finds the route of the event inside, and binds the detail. The
 * detail of an event without a handler is not bound.
 */
final class EnvelopeReader {

    /** Named after the class that users know. */
    private static final Logger LOG =
            LoggerFactory.getLogger("dev.mailroom.eventbridge.EventRouter");

    /** A sample event in EventBridge's own form (C14), with an empty detail. */
    private static final String SAMPLE =
            """
            {"version":"0","id":"sample","detail-type":"sample","source":"sample",\
            "account":"000000000000","time":"1970-01-01T00:00:00Z","region":"none",\
            "resources":[],"detail":{}}""";

    private static final String SAMPLE_ID = "sample";

    private final Routes routes;
    private final DetailBinder binder;
    private final PayloadReader payloads;
    private final Opening.Workshop workshop;

    EnvelopeReader(JsonFactory json, Routes routes) {
        this.workshop = new Opening.Workshop(json.streamReadConstraints());
        this.routes = routes;
        this.binder = new DetailBinder(json);
        this.payloads = new PayloadReader(routes, binder);
    }

    /** Opens a body. */
    Opening open(String body) {
        return new Opening(body, workshop);
    }

    /** The identity of the event in a body, as far as it is known. */
    EventIdentity identity(Opening opening) {
        return opening.isPayload() ? payloads.identity(opening) : opening.identity();
    }

    /**
     * Reads what a body was opened to.
     *
     * @throws MailroomException if the type that the detail is bound to failed
     */
    Reading read(Opening opening, SqsRecord record) {
        try {
            EventFields event = opening.event();
            return event == null
                    ? payloads.read(opening, record)
                    : event(event, opening, record.messageId());
        } catch (UnreadableException e) {
            return new Reading.Unreadable(e.reason(), e.getCause());
        }
    }

    private Reading event(EventFields event, Opening opening, String messageId)
            throws UnreadableException {
        event.requireWhole();
        Layer.CustomBus bus = opening.customBus();
        if (bus != null && bus.contradicts(event.source(), event.detailType())) {
            throw new UnreadableException(
                    "the event has another source or detail-type than the bus says in"
                            + " \"SystemMetadata\"");
        }
        Route<?> route = routes.find(event.source(), event.detailType());
        if (route == null && routes.mayTakeOthers()) {
            route = routes.findForOthers(event.text());
        }
        return route == null
                ? new Reading.Unmatched(event.source(), event.detailType())
                : new Reading.Routed(
                        event.toEvent(detail(event, route, messageId), opening.layersOfEvent()),
                        route);
    }

    private @Nullable Object detail(EventFields event, Route<?> route, String messageId)
            throws UnreadableException {
        if (!route.readsDetail()) {
            return null;
        }
        Slice text = event.detail();
        Object detail = text == null ? null : binder.bind("detail", text, route, messageId);
        return detail == null ? routes.insteadOfNothing(route) : detail;
    }

    /** Opens a sample, and binds an empty detail for each route, to load what that needs. */
    void prime() {
        read(open(SAMPLE), sample());
        for (Map.Entry<EventSelector<?>, Route<?>> each : routes.all.entrySet()) {
            prime(each.getKey(), each.getValue());
        }
    }

    private static SqsRecord sample() {
        SQSMessage message = new SQSMessage();
        message.setMessageId(SAMPLE_ID);
        return SqsRecord.of(message);
    }

    private void prime(EventSelector<?> events, Route<?> route) {
        try {
            binder.bind("detail", Slice.all("{}"), route, SAMPLE_ID);
        } catch (UnreadableException | MailroomException | LinkageError | AssertionError e) {
            LOG.debug("An empty detail does not bind to {}; what it takes is loaded", events, e);
        }
    }
}

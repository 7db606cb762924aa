package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.mailroom.MailroomException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;

/**
 * Reads one body as a stream, layer by layer. It finds the route before it binds the detail, so an
 * event that nobody wants costs no binding, and a wanted one is bound straight from the parser.
 */
final class EnvelopeReader {

    /** By the name that users know. */
    private static final Logger LOG = LoggerFactory.getLogger(EventRouter.class);

    /** An event in EventBridge's own form (C14), with an empty detail, that never happened. */
    private static final String SAMPLE =
            """
            {"version":"0","id":"sample","detail-type":"sample","source":"sample",\
            "account":"000000000000","time":"1970-01-01T00:00:00Z","region":"none",\
            "resources":[],"detail":{}}""";

    private final JsonFactory json;
    private final Routes routes;
    private final DetailBinder binder;
    private final CompactEnvelope compact;
    private final EventFields fields;

    EnvelopeReader(JsonFactory json, Routes routes) {
        this.json = json;
        this.routes = routes;
        this.binder = new DetailBinder(json);
        this.compact = new CompactEnvelope(json, routes, binder);
        this.fields = new EventFields(routes, binder);
    }

    /**
     * Reads the body into the envelope, as far as it gets.
     *
     * @throws UnreadableBodyException if the body is not an EventBridge event, or if its detail
     *     does not bind
     * @throws MailroomException if the type that the detail is bound to failed
     */
    void read(String messageId, String body, OpenedEnvelope envelope) {
        try {
            readLayers(body, envelope);
        } catch (UnreadableBodyException e) {
            throw e;
        } catch (MailroomException e) {
            throw e; // what the type itself says of the outcome
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // A user's constructor or deserializer may throw anything.
            Throwable fault = Blame.ofCode(e);
            if (fault != null) {
                throw ofCode(fault, messageId, envelope);
            }
            throw UnreadableBodyException.of(e, envelope);
        }
    }

    private static MailroomException ofCode(
            Throwable fault, String messageId, OpenedEnvelope envelope) {
        if (fault instanceof MailroomException outcome) {
            return outcome;
        }
        if (fault instanceof Error error) {
            throw error;
        }
        return new MailroomException(
                UnreadableBodyException.what(envelope)
                        + " cannot be bound to "
                        + UnreadableBodyException.type(envelope)
                        + ": the type failed, not the message",
                messageId,
                fault);
    }

    /** Opens a sample, and binds an empty detail for each route, which loads what that takes. */
    void prime() {
        try {
            read("sample", SAMPLE, new OpenedEnvelope(SAMPLE));
        } catch (UnreadableBodyException | MailroomException e) {
            LOG.debug("A sample event cannot be read; what reading takes is loaded", e);
        }
        for (Map.Entry<EventSelector<?>, Route<?>> each : routes.all.entrySet()) {
            prime(each.getKey(), each.getValue());
        }
    }

    private void prime(EventSelector<?> events, Route<?> route) {
        try {
            binder.bindText("{}", route);
        } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
            LOG.debug("An empty detail does not bind to {}; what it takes is loaded", events, e);
        }
    }

    private void readLayers(String body, OpenedEnvelope envelope) throws IOException {
        String text = body;
        while (text != null) {
            text = openIfJson(text, envelope);
        }
        if (!envelope.isEvent()) {
            readPayload(envelope);
        }
    }

    /** Opens one text and returns the text inside it; null at an event, or where nothing is. */
    private @Nullable String openIfJson(String text, OpenedEnvelope envelope) throws IOException {
        if (compact.read(text, envelope)) {
            complete(text, envelope);
            return null;
        }
        try (JsonParser parser = json.createParser(text)) {
            return open(parser, text, envelope);
        } catch (JsonProcessingException e) {
            if (envelope.isEvent()) {
                throw e;
            }
            envelope.noEvent = UnreadableBodyException.noJson(e, text);
            return null;
        }
    }

    private @Nullable String open(JsonParser parser, String text, OpenedEnvelope envelope)
            throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            int count = fields.read(parser, text, envelope);
            return atEnd(parser, envelope) ? inside(text, count, envelope) : null;
        }
        if (token == JsonToken.VALUE_STRING) {
            String inner = parser.getText();
            if (Slice.beginsWith(inner, '{', '"') && atEnd(parser, envelope)) {
                envelope.opened(new Layer.JsonString());
                return inner;
            }
        }
        return null;
    }

    private static boolean atEnd(JsonParser parser, OpenedEnvelope envelope) throws IOException {
        if (parser.nextToken() == null) {
            return true;
        }
        envelope.noEvent =
                new UnreadableBodyException("the body goes on after the end of its JSON");
        if (envelope.isEvent()) {
            throw envelope.noEvent;
        }
        return false;
    }

    private @Nullable String inside(String text, int fields, OpenedEnvelope envelope)
            throws IOException {
        if (envelope.isEvent()) {
            complete(text, envelope);
            return null;
        }
        Surroundings surroundings = envelope.surroundings;
        String inside = surroundings == null ? null : inside(surroundings, fields, envelope);
        if (inside == null) {
            noteWhatIsMissing(envelope);
        }
        return inside;
    }

    private static void noteWhatIsMissing(OpenedEnvelope envelope) {
        String missing = envelope.almostEvent();
        Surroundings surroundings = envelope.surroundings;
        if (missing == null && surroundings != null && surroundings.almostNotification()) {
            missing =
                    "no EventBridge event in the body, and no SNS notification, which has a"
                            + " \"MessageId\" and a \"TopicArn\"";
        }
        if (missing != null) {
            envelope.noEvent = new UnreadableBodyException(missing);
        }
    }

    private static @Nullable String inside(
            Surroundings surroundings, int fields, OpenedEnvelope envelope) {
        String message = surroundings.message();
        if (surroundings.confirmation()) {
            throw new UnreadableBodyException(
                    "SNS asks to confirm a subscription; expected a notification");
        }
        if (message != null && surroundings.notification()) {
            if (surroundings.ambiguous()) {
                throw new UnreadableBodyException(
                        "\"Type\" or \"Message\" stands twice in the SNS notification");
            }
            envelope.opened(surroundings.sns(), message);
            envelope.clear();
            return message;
        }
        String field = surroundings.firstField();
        if (fields == 1 && field != null) {
            envelope.opened(new Layer.Wrapper(field));
            String value = surroundings.firstValue();
            envelope.clear();
            return value;
        }
        return null;
    }

    private void complete(String text, OpenedEnvelope envelope) throws IOException {
        if (envelope.surroundings != null && envelope.surroundings.notification()) {
            throw new UnreadableBodyException(
                    "the body is an SNS notification and an EventBridge event at once");
        }
        envelope.requireNoProblem();
        if (requireField("id", envelope.id).isBlank()) {
            throw new UnreadableBodyException("\"id\" is blank");
        }
        requireField("time", envelope.time);
        Route<?> route = route(text, envelope);
        envelope.route = route;
        if (route == null || !route.readsDetail()) {
            return;
        }
        if (envelope.earlyDetail != null) {
            envelope.detail = binder.bindText(envelope.earlyDetail, route);
        }
        if (envelope.detail == null) {
            envelope.detail = routes.insteadOfNothing(route);
        }
    }

    private @Nullable Route<?> route(String text, OpenedEnvelope envelope) {
        Route<?> route = envelope.route;
        if (route == null) {
            route =
                    routes.find(
                            requireField("source", envelope.source),
                            requireField("detail-type", envelope.detailType));
        }
        return route == null ? routes.findForOthers(text) : route;
    }

    private void readPayload(OpenedEnvelope envelope) throws IOException {
        EventType<?> type = routes.payloadType;
        Route<?> route = routes.payload;
        if (type == null || route == null) {
            throw envelope.noEvent == null
                    ? new UnreadableBodyException(
                            "no EventBridge event in the body, and withoutEnvelope(type) was not set")
                    : envelope.noEvent;
        }
        envelope.clear();
        envelope.source = type.source();
        envelope.detailType = type.detailType();
        envelope.route = route;
        if (route.raw()) {
            envelope.detail = envelope.payload();
        } else if (route.readsDetail()) {
            if (envelope.payload().isBlank()) {
                throw new UnreadableBodyException("the body is empty");
            }
            envelope.detail = binder.bindText(envelope.payload(), route);
            if (envelope.detail == null) {
                throw new UnreadableBodyException(
                        "the body is null; expected " + route.type.getTypeName());
            }
        }
    }

    private static <V> V requireField(String field, @Nullable V value) {
        if (value == null) {
            throw new UnreadableBodyException(OpenedEnvelope.missing(field));
        }
        return value;
    }
}

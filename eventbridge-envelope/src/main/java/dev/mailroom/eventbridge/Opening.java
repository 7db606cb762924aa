package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.StreamReadConstraints;

import dev.mailroom.EventIdentity;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Opens the layers of one body, from the outside to the event, as far as possible. */
final class Opening {

    /** What all openings of a reader share. */
    record Workshop(StreamReadConstraints limits, RecentShapes shapes, Scratch scratch) {

        Workshop(StreamReadConstraints limits) {
            this(limits, new RecentShapes(), new Scratch());
        }
    }

    /** More than any real system needs, and too few for an attack by nesting. */
    private static final int MAX_LAYERS = 8;

    /** A notification or a wrapper, and the event. */
    private static final int USUAL_LAYERS = 2;

    private static final String FAILURE_RECORD =
            "the body is the failure record of a custom event bus: it says which events a subscriber"
                    + " did not get, and holds none of them; have the bus replay them";

    private final Workshop workshop;

    /** The layers opened so far; most bodies have none around the event. */
    private List<Layer> layers = List.of();

    private String payload;
    private int layersOfPayload;
    private Layer.@Nullable CustomBus customBus;
    private @Nullable EventFields fields;
    private String noEvent =
            "no EventBridge event in the body, and withoutEnvelope(type) was not set";

    private @Nullable String fault;

    /** Opens a body. */
    Opening(String body, Workshop workshop) {
        this.payload = body;
        this.workshop = workshop;
        String inside = body;
        while (inside != null) {
            inside = open(inside);
        }
    }

    /**
     * Returns the event that is in the body.
     *
     * @return its fields, or null if there is none
     * @throws UnreadableException if the body can neither be an event nor anything else
     */
    @Nullable EventFields event() throws UnreadableException {
        if (fault != null) {
            throw new UnreadableException(fault);
        }
        return isEvent() ? fields : null;
    }

    private boolean isEvent() {
        return fields != null && fields.isEvent();
    }

    /**
     * Whether the body contains no event, and may be a payload that the router accepts without one.
     */
    boolean isPayload() {
        return fault == null && !isEvent();
    }

    /** What was sent without an envelope. */
    String payload() {
        return payload;
    }

    /** Why the body does not contain an event. */
    String noEvent() {
        return noEvent;
    }

    /** The identity of the event, as far as it is known. */
    EventIdentity identity() {
        return fields == null ? EventFields.UNKNOWN : fields.identity();
    }

    /** All the layers around the event, and the event. */
    List<Layer> layersOfEvent() {
        if (layers.isEmpty()) {
            return EventBridgeEvent.EVENT_ALONE;
        }
        layers.add(EventBridgeEvent.EVENT_ALONE.get(0));
        return layers;
    }

    /** The layers up to the payload: those opened further in contained no event. */
    List<Layer> layersOfPayload() {
        return layers.subList(0, layersOfPayload);
    }

    /**
     * The Custom Event Bus that delivered the event or the payload; null if none did, as far as is
     * known.
     */
    Layer.@Nullable CustomBus customBus() {
        return customBus;
    }

    /**
     * Opens one text and returns the text inside it; null at an event, or if there is nothing
     * inside.
     */
    private @Nullable String open(String text) {
        fields = null;
        String string;
        try {
            string = read(new JsonText(text, workshop.limits(), workshop.scratch()));
        } catch (UnreadableException e) {
            giveUp(e.reason());
            return null;
        } catch (StackOverflowError e) {
            giveUp(JsonFault.TOO_LARGE); // the mapper allows more levels than the stack does
            return null;
        }
        if (fields != null) {
            return inside(fields);
        }
        boolean holdsJson = string != null && Slice.beginsWith(string, '{', '"');
        return holdsJson && add(new Layer.JsonString()) ? string : null;
    }

    /** Reads one value, and returns it if it is a string. */
    private @Nullable String read(JsonText json) throws UnreadableException {
        if (json.isAtEnd()) {
            return null;
        }
        String string = null;
        switch (json.next()) {
            case '{' -> readObject(json);
            case '"' -> {
                json.readString();
                string = json.string();
            }
            default -> json.skipValue();
        }
        if (!json.isAtEnd()) {
            throw new UnreadableException("the body goes on after the end of its JSON");
        }
        return string;
    }

    /** Reads an object by the shape of a recent event, or field by field if it has none. */
    private void readObject(JsonText json) throws UnreadableException {
        fields = workshop.shapes().read(json);
        if (fields == null) {
            EventFields object = new EventFields(json.text());
            fields = object; // known as far as it is read, even if the rest is damaged
            new FieldReader(json).read(object);
            workshop.shapes().learn(object);
        }
    }

    /**
     * An event that is not JSON up to its end is damaged; anything else may be the sender's own
     * text.
     */
    private void giveUp(String why) {
        if (fields != null) {
            fields = fields.innermost();
        }
        if (isEvent()) {
            fault = why;
        } else {
            noEvent = why;
        }
    }

    private @Nullable String inside(EventFields object) {
        fields = object;
        for (Layer wrapper : object.wrappers()) {
            if (!add(wrapper)) {
                fields = null;
                return null;
            }
        }
        SnsFields sns = object.sns();
        if (object.isEvent()) {
            return layers.size() < MAX_LAYERS
                    ? null
                    : refuse("the body has more than " + MAX_LAYERS + " layers");
        }
        if (sns != null && sns.isConfirmation()) {
            return refuse("SNS asks to confirm a subscription; expected a notification");
        }
        if (sns != null && sns.isNotification()) {
            return insideNotification(sns);
        }
        BusFields bus = object.bus();
        if (bus != null && bus.isFailureRecord()) {
            return refuse(FAILURE_RECORD);
        }
        if (bus != null && bus.isAlmostDelivery()) {
            return insideCustomBus(object, bus);
        }
        return insideWrapper(object);
    }

    private @Nullable String insideCustomBus(EventFields object, BusFields bus) {
        try {
            Layer.CustomBus delivery = bus.layer(workshop);
            return delivery == null ? nothing(object) : inside(delivery, bus);
        } catch (UnreadableException e) {
            return refuse(e.reason());
        }
    }

    /** V34: only data of one content type is an event; other data may just look like one. */
    private @Nullable String inside(Layer.CustomBus delivery, BusFields bus)
            throws UnreadableException {
        if (!add(delivery)) {
            return null;
        }
        customBus = delivery;
        noEvent =
                "no EventBridge event in the delivery of a custom event bus, and"
                        + " withoutEnvelope(type) was not set";
        deliver(delivery.isBinary() ? bus.binary(workshop) : bus.data());
        return delivery.holdsEvent() ? payload : null;
    }

    private void deliver(String inside) {
        payload = inside;
        layersOfPayload = layers.size();
    }

    private @Nullable String refuse(String why) {
        fault = why;
        return null;
    }

    private @Nullable String insideNotification(SnsFields sns) {
        if (sns.twice() != null) {
            return refuse("\"" + sns.twice() + "\" occurs twice in the SNS notification");
        }
        if (!add(sns.layer())) {
            return null;
        }
        deliver(sns.message());
        return payload;
    }

    private @Nullable String insideWrapper(EventFields object) {
        FirstField field = object.wrapped();
        if (field instanceof FirstField.WithObject inner) {
            return add(inner.layer()) ? inside(inner.object()) : null;
        }
        if (field instanceof FirstField.WithText inner
                && Slice.beginsWith(inner.text(), '{', '"')) {
            return add(inner.layer()) ? inner.text() : null;
        }
        return nothing(object);
    }

    private @Nullable String nothing(EventFields object) {
        String missing = object.almostEvent();
        SnsFields sns = object.sns();
        if (missing != null) {
            noEvent = missing;
        } else if (sns != null && sns.isAlmostNotification()) {
            noEvent =
                    "no EventBridge event in the body, and no SNS notification, which has a"
                            + " \"MessageId\" and a \"TopicArn\"";
        }
        return null;
    }

    /** Opens one more layer; false if there are too many. */
    private boolean add(Layer layer) {
        if (layers.size() == MAX_LAYERS) {
            return false;
        }
        if (layers.isEmpty()) {
            layers = new ArrayList<>(USUAL_LAYERS);
        }
        return layers.add(layer);
    }
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The layers that were opened in one body, and what the body is if no event is found in them. */
final class OpenedLayers {

    /** So many that no real system comes near, and so few that opening them is no attack. */
    static final int MAX = 8;

    private static final List<Layer> EVENT_ALONE = List.of(new Layer.Event());

    private @Nullable List<Layer> around;
    private boolean event;
    private String payload;
    private int aroundPayload;

    OpenedLayers(String body) {
        this.payload = body;
    }

    /** Goes through one more layer; the event itself is the last one. */
    void add(Layer layer) {
        if (around == null) {
            around = new ArrayList<>(MAX);
        }
        if (around.size() == MAX - 1) {
            throw new UnreadableBodyException("the body has more than " + MAX + " layers");
        }
        around.add(layer);
    }

    /** Goes through an SNS notification, which is one whatever its message is. */
    void addNotification(Layer.Sns notification, String message) {
        add(notification);
        payload = message;
        aroundPayload = size();
    }

    void foundEvent() {
        event = true;
    }

    /** What was sent by whoever sent no envelope. */
    String payload() {
        return payload;
    }

    List<Layer> opened() {
        if (around == null) {
            return event ? EVENT_ALONE : List.of();
        }
        List<Layer> opened = new ArrayList<>(around.subList(0, event ? size() : aroundPayload));
        if (event) {
            opened.addAll(EVENT_ALONE);
        }
        return List.copyOf(opened);
    }

    private int size() {
        return around == null ? 0 : around.size();
    }
}

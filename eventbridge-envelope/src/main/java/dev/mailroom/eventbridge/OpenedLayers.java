package dev.mailroom.eventbridge;

import java.util.ArrayList;
import java.util.List;

/** The layers that were opened in one body, and what the body is if no event is found in them. */
final class OpenedLayers {

    /** So many that no real system comes near, and so few that opening them is no attack. */
    static final int MAX = 8;

    static final List<Layer> EVENT_ALONE = List.of(new Layer.Event());

    private final List<Layer> around = new ArrayList<>(MAX);
    private String payload;
    private int aroundPayload;

    OpenedLayers(String body) {
        this.payload = body;
    }

    /** Goes through one more layer; the event itself is the last one. */
    void add(Layer layer) {
        if (around.size() == MAX - 1) {
            throw new UnreadableBodyException("the body has more than " + MAX + " layers");
        }
        around.add(layer);
    }

    /** Goes through an SNS notification, which is one whatever its message is. */
    void addNotification(Layer.Sns notification, String message) {
        add(notification);
        payload = message;
        aroundPayload = around.size();
    }

    /** What was sent by whoever sent no envelope. */
    String payload() {
        return payload;
    }

    List<Layer> aroundPayload() {
        return List.copyOf(around.subList(0, aroundPayload));
    }

    List<Layer> aroundEvent() {
        List<Layer> opened = new ArrayList<>(around);
        opened.addAll(EVENT_ALONE);
        return List.copyOf(opened);
    }
}

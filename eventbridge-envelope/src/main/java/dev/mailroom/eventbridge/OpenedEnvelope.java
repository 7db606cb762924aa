package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.mailroom.EventIdentity;
import dev.mailroom.SqsRecord;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the reader has found so far in one body. It outlives a failed read, so that even a poison
 * message has its ids.
 */
final class OpenedEnvelope {

    static final int ID = 1;
    static final int SOURCE = 1 << 1;
    static final int DETAIL_TYPE = 1 << 2;
    static final int TIME = 1 << 3;
    static final int ACCOUNT = 1 << 4;
    static final int REGION = 1 << 5;
    static final int RESOURCES = 1 << 6;
    static final int REPLAY_NAME = 1 << 7;
    static final int DETAIL = 1 << 8;

    /** So many that no real system comes near, and so few that opening them is no attack. */
    private static final int MAX_LAYERS = 8;

    private String payload;

    /** What is around what is read now; most bodies have nothing around the event. */
    private List<Layer> layers = List.of();

    @Nullable String id;
    @Nullable String source;
    @Nullable String detailType;
    @Nullable Instant time;
    String account = "";
    String region = "";
    List<String> resources = List.of();
    @Nullable String replayName;
    @Nullable Surroundings surroundings;

    /** The text of the detail, if it was met before it could be bound. */
    @Nullable String earlyDetail;

    @Nullable Route<?> route;
    @Nullable Object detail;

    /** Why the innermost text is no event. */
    @Nullable UnreadableBodyException noEvent;

    private @Nullable String problem;
    private int seen;
    private boolean event;

    OpenedEnvelope(String body) {
        this.payload = body;
    }

    /** Goes through one more layer; the event itself is the last one. */
    void opened(Layer layer) {
        if (layers.isEmpty()) {
            layers = new ArrayList<>(MAX_LAYERS);
        }
        if (layers.size() == MAX_LAYERS - 1) {
            throw new UnreadableBodyException("the body has more than " + MAX_LAYERS + " layers");
        }
        layers.add(layer);
    }

    /** Goes through an SNS notification, which is one whatever its message is. */
    void opened(Layer.Sns notification, String message) {
        opened(notification);
        payload = message;
    }

    /** What was sent by whoever sent no envelope. */
    String payload() {
        return payload;
    }

    EventIdentity identity() {
        return new EventIdentity(id, source, detailType);
    }

    /** The reader has checked that all fields are there, or that there is no envelope. */
    EventBridgeEvent<?> toEvent(SqsRecord record) {
        return new EventBridgeEvent<@Nullable Object>(
                id == null ? "" : id,
                requireNonNull(source),
                requireNonNull(detailType),
                time == null ? requireNonNullElse(record.sentAt(), Instant.EPOCH) : time,
                account,
                region,
                resources,
                replayName,
                detail,
                openedLayers());
    }

    private List<Layer> openedLayers() {
        if (!isEvent()) {
            return aroundPayload();
        }
        if (layers.isEmpty()) {
            return EventBridgeEvent.EVENT_ALONE;
        }
        List<Layer> opened = new ArrayList<>(layers);
        opened.addAll(EventBridgeEvent.EVENT_ALONE);
        return opened;
    }

    /** The layers up to the last notification: what else was opened held no event. */
    private List<Layer> aroundPayload() {
        int count = layers.size();
        while (count > 0 && !(layers.get(count - 1) instanceof Layer.Sns)) {
            count--;
        }
        return layers.subList(0, count);
    }

    /** C14: an event always says where it comes from and what it is. */
    boolean isEvent() {
        return event;
    }

    /** Looks whether it is an event by now: a later field does not make it another thing. */
    void lookForEvent() {
        event |= source != null && detailType != null;
    }

    /** Why this is not an event, although it has something of one; null if it has nothing. */
    @Nullable String almostEvent() {
        if ((seen & DETAIL_TYPE) == 0) {
            return null;
        }
        return problem != null ? problem : missing(detailType == null ? "detail-type" : "source");
    }

    static String missing(String field) {
        return "\"" + field + "\" is missing; expected an EventBridge event";
    }

    void see(String field, int bit) {
        if ((seen & bit) != 0) {
            // Two readers could see two different routes.
            problem("\"" + field + "\" stands twice in the envelope");
        }
        seen |= bit;
    }

    /** Notes what would be wrong if this were an event: until then, the fields are anybody's. */
    void problem(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    void requireNoProblem() {
        if (problem != null) {
            throw new UnreadableBodyException(problem);
        }
    }

    /** Forgets the fields of an object that was no event. */
    void clear() {
        id = null;
        source = null;
        detailType = null;
        time = null;
        account = "";
        region = "";
        resources = List.of();
        replayName = null;
        surroundings = null;
        earlyDetail = null;
        problem = null;
        seen = 0;
        event = false;
    }
}

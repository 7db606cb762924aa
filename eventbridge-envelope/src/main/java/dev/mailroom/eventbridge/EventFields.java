package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.mailroom.EventIdentity;
import dev.mailroom.eventbridge.EventShape.Place;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of one JSON object that say which layer it is. That is known only once all of them
 * have been read, so until then faults of an event are only noted.
 */
final class EventFields {

    static final EventIdentity UNKNOWN = new EventIdentity(null, null, null);

    private final String text;
    private int start;
    private int end;
    private int count;

    /** The fields of an event that have been read one by one. */
    private final Set<EventField> seen;

    private final EventHead head;
    private @Nullable String id;
    private @Nullable Instant time;

    /** Where id and time are, unless they have escapes. */
    private List<Place> places = List.of();

    private int detailStart;
    private int detailEnd;
    private @Nullable String problem;

    private @Nullable SnsFields sns;
    private @Nullable BusFields bus;

    private @Nullable FirstField first;

    /** An object whose fields are to be read one by one. */
    EventFields(String text) {
        this(text, new EventHead(), EnumSet.noneOf(EventField.class));
    }

    /** An event of a known shape. */
    EventFields(String text, EventHead head) {
        this(text, head, Set.of());
    }

    private EventFields(String text, EventHead head, Set<EventField> seen) {
        this.text = text;
        this.head = head;
        this.seen = seen;
    }

    void begin(int position) {
        start = position;
    }

    void end(int position) {
        end = position;
    }

    /** Counts a field. */
    void count() {
        count++;
    }

    /** Two readers could see two different events in an envelope that contains a field twice. */
    void see(EventField field) {
        if (!seen.add(field)) {
            note("\"" + field + "\" occurs twice in the envelope");
        }
    }

    /** Notes a fault that an event would have; the first one counts. */
    void note(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /** Sets a field that is a string. */
    void put(EventField field, String value, @Nullable Place place) {
        switch (field) {
            case ID -> {
                id = value;
                add(place);
            }
            case SOURCE -> head.own().source = value;
            case DETAIL_TYPE -> head.own().detailType = value;
            case ACCOUNT -> head.own().account = value;
            case REGION -> head.own().region = value;
            case REPLAY_NAME -> head.own().replayName = value;
            default -> throw new IllegalArgumentException(field.name());
        }
    }

    void put(Instant value, @Nullable Place place) {
        time = value;
        add(place);
    }

    private void add(@Nullable Place place) {
        if (place != null) {
            places = places.isEmpty() ? new ArrayList<>() : places;
            places.add(place);
        }
    }

    void put(List<String> arns) {
        head.own().resources = arns;
    }

    void putDetail(int from, int to) {
        detailStart = from;
        detailEnd = to;
    }

    /** Sets a field of SNS; its value is null if it is not a string. */
    void putSns(EventField field, @Nullable String value) {
        sns = sns == null ? new SnsFields() : sns;
        sns.add(field, value);
    }

    void putBus(EventField field, int from, int to) {
        bus = bus == null ? new BusFields() : bus;
        bus.add(field, new Slice(text, from, to));
    }

    /** Keeps the object in the first field, which is to be read. */
    EventFields wrap(String field) {
        EventFields object = new EventFields(text);
        first = new FirstField.WithObject(field, object);
        return object;
    }

    /** Keeps the text in the first field. */
    void wrap(String field, String value) {
        first = new FirstField.WithText(field, value);
    }

    /** C14: an event always says where it comes from and what it is. */
    boolean isEvent() {
        return head.source != null && head.detailType != null;
    }

    /** The fields that SNS's messages have; null if there is none. */
    @Nullable SnsFields sns() {
        return sns;
    }

    /** The fields that messages of a Custom Event Bus have; null if there is none. */
    @Nullable BusFields bus() {
        return bus;
    }

    /** The single field of a wrapper, which is none of an event's; null if this is none. */
    @Nullable FirstField wrapped() {
        return count == 1 ? first : null;
    }

    /** The wrappers around this event that are not objects of their own. */
    List<Layer> wrappers() {
        return head.wrappers;
    }

    /** The event in here, as far as it has been read; this object if there is none. */
    EventFields innermost() {
        return !isEvent() && first instanceof FirstField.WithObject wrapper
                ? wrapper.object().innermost()
                : this;
    }

    /**
     * The identity of the event, which may be damaged; another object's id is not an event's. Of an
     * event that is read by its shape, no field is seen.
     */
    EventIdentity identity() {
        return isEvent() || detailTypeSeen()
                ? new EventIdentity(id, head.source, head.detailType)
                : UNKNOWN;
    }

    private boolean detailTypeSeen() {
        return seen.contains(EventField.DETAIL_TYPE);
    }

    String source() {
        return requireNonNull(head.source);
    }

    String detailType() {
        return requireNonNull(head.detailType);
    }

    /** The object as it is in the text. */
    String text() {
        return text.substring(start, end);
    }

    /** The detail as it is in the text; null if there is none. */
    @Nullable Slice detail() {
        return detailEnd == 0 ? null : new Slice(text, detailStart, detailEnd);
    }

    /** Refuses an event that is not whole. */
    void requireWhole() throws UnreadableException {
        if (sns != null && sns.isNotification()) {
            throw new UnreadableException(
                    "the body is an SNS notification and an EventBridge event at once");
        }
        if (bus != null && bus.isAlmostDelivery()) {
            throw new UnreadableException(
                    "the body is a delivery of a custom event bus and an EventBridge event at"
                            + " once");
        }
        if (problem != null) {
            throw new UnreadableException(problem);
        }
        if (id != null && id.isBlank()) {
            throw new UnreadableException("\"id\" is blank");
        }
        if (id == null || time == null) {
            throw new UnreadableException(missing(id == null ? EventField.ID : EventField.TIME));
        }
    }

    /** Why this is not an event although it has fields of one; null if it has none. */
    @Nullable String almostEvent() {
        if (!detailTypeSeen()) {
            return null;
        }
        return problem != null
                ? problem
                : missing(head.detailType == null ? EventField.DETAIL_TYPE : EventField.SOURCE);
    }

    private static String missing(EventField field) {
        return "\"" + field + "\" is missing; expected an EventBridge event";
    }

    /** The event, once it is known to be whole. */
    EventBridgeEvent<?> toEvent(@Nullable Object detail, List<Layer> layers) {
        return new EventBridgeEvent<@Nullable Object>(
                requireNonNull(id),
                source(),
                detailType(),
                requireNonNull(time),
                requireNonNullElse(head.account, ""),
                requireNonNullElse(head.region, ""),
                requireNonNullElse(head.resources, List.of()),
                head.replayName,
                detail,
                layers);
    }

    /** The shape of the event in here, and of the wrappers around it; null if it has none. */
    @Nullable EventShape shape() {
        List<Layer> around = new ArrayList<>();
        EventFields event = this;
        while (!event.isEvent()
                && event.wrapped() instanceof FirstField.WithObject wrapper
                && event.bus == null) {
            around.add(wrapper.layer());
            event = wrapper.object();
        }
        return event.isEvent() ? event.shape(new Slice(text, start, end), around) : null;
    }

    /** The shape of this event, an object in which each of these fields occurs once. */
    private @Nullable EventShape shape(Slice whole, List<Layer> around) {
        boolean isEventAlone = problem == null && sns == null && bus == null;
        // A field that occurs twice is a problem, so two places are those of id and time.
        if (!isEventAlone || places.size() < 2 || detailEnd == 0) {
            return null;
        }
        List<Place> differing = new ArrayList<>(places);
        differing.add(new Place(EventField.DETAIL, detailStart, detailEnd));
        return EventShape.of(
                whole, new Slice(text, start, end), differing, new EventHead(head, around));
    }
}

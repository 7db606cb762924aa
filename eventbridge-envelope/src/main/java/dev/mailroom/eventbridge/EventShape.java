package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An event as it was written, without what differs from one event to the next: its id, its time and
 * its detail. A publisher writes its events alike, so comparing the few long texts in between finds
 * the fields of the next event for a fraction of the cost of reading them, in any order and with
 * any white space. Objects with a single field around an event are part of its shape. If a text
 * differs, {@link FieldReader} reads the event field by field.
 *
 * <p>Immutable.
 */
final class EventShape {

    /** Longer ones are rarely shared. */
    private static final int LONGEST = 2_048;

    /** The place of a value that differs; for a string, without its quotes. */
    record Place(EventField field, int start, int end) {}

    /** A value that differs, and the text before it. */
    private record Gap(String before, EventField field) {}

    private final List<Gap> gaps;
    private final String after;
    private final EventHead head;

    /** How many characters are before the event, in the objects around it. */
    private final int charactersBefore;

    private final int charactersAfter;

    private EventShape(List<Gap> gaps, String after, EventHead head, Slice whole, Slice event) {
        this.gaps = gaps;
        this.after = after;
        this.head = head;
        this.charactersBefore = event.start() - whole.start();
        this.charactersAfter = whole.end() - event.end();
    }

    /**
     * Returns the shape of an event.
     *
     * @param whole the text of the event, with the objects around it
     * @param event the text of the event alone
     * @param places where the values are that differ
     * @param head what does not differ
     * @return the shape, or null if it is too long to be worth it
     */
    static @Nullable EventShape of(Slice whole, Slice event, List<Place> places, EventHead head) {
        List<Place> inOrder = new ArrayList<>(places);
        inOrder.sort(Comparator.comparing(Place::start));
        List<Gap> gaps = new ArrayList<>();
        int from = whole.start();
        int length = whole.end() - from;
        for (Place place : inOrder) {
            gaps.add(new Gap(whole.text(from, place.start), place.field));
            from = place.end;
            length -= place.end - place.start;
        }
        return length > LONGEST
                ? null
                : new EventShape(
                        List.copyOf(gaps), whole.text(from, whole.end()), head, whole, event);
    }

    /** Reads the object that comes next; null if it has another shape. */
    @Nullable EventFields read(JsonText json) {
        int start = json.position();
        String id = "";
        Instant time = Instant.EPOCH;
        int detailStart = 0;
        int detailEnd = 0;
        try {
            for (int i = 0; i < gaps.size(); i++) {
                Gap gap = gaps.get(i);
                if (!json.takeLong(gap.before)) {
                    return null;
                }
                if (gap.field == EventField.DETAIL) {
                    json.next(); // other white space than before is no part of the detail
                    detailStart = json.position();
                    json.skipValueInside(head.wrappers.size() + 1);
                    detailEnd = json.position();
                } else if (!json.readPlainString()) {
                    return null;
                } else if (gap.field == EventField.ID) {
                    id = json.string();
                } else {
                    time = json.stringAsTime();
                }
            }
        } catch (UnreadableException | DateTimeException | StackOverflowError e) {
            return null; // not swallowed: reading field by field finds it again
        }
        if (!json.takeLong(after)) {
            return null;
        }
        EventFields fields = new EventFields(json.text(), head);
        fields.begin(start + charactersBefore);
        fields.end(json.position() - charactersAfter);
        fields.put(EventField.ID, id, null);
        fields.put(time, null);
        fields.putDetail(detailStart, detailEnd);
        return fields;
    }
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An event as it was written, without what differs from one event to the next: its id, its time and
 * its detail. Whoever writes events writes them alike, so comparing the few long texts in between
 * finds the fields of the next one for a fraction of what reading them costs, in whatever order and
 * with whatever white space. Where a text differs, {@link EventFields} reads the event.
 *
 * <p>Immutable.
 */
final class EventShape {

    /** Longer ones are hardly shared. */
    private static final int LONGEST = 2_048;

    /** A value that differs, and the text before it. */
    private record Gap(String before, EventField field) {}

    private final List<Gap> gaps;
    private final String end;
    private final EventFields.Values values;

    private EventShape(List<Gap> gaps, String end, EventFields.Values values) {
        this.gaps = gaps;
        this.end = end;
        this.values = values;
    }

    /**
     * Returns the shape of an event.
     *
     * @param object the event's text
     * @param places where in it the values are that differ
     * @param values those that do not
     * @return the shape, or null if it is too long to be worth it
     */
    static @Nullable EventShape of(
            String object, List<EventFields.Place> places, EventFields.Values values) {
        List<EventFields.Place> inOrder = new ArrayList<>(places);
        inOrder.sort(Comparator.comparing(EventFields.Place::start));
        List<Gap> gaps = new ArrayList<>();
        int from = 0;
        int length = object.length();
        for (EventFields.Place place : inOrder) {
            gaps.add(new Gap(object.substring(from, place.start()), place.field()));
            length -= place.end() - place.start();
            from = place.end();
        }
        return length > LONGEST
                ? null
                : new EventShape(List.copyOf(gaps), object.substring(from), values);
    }

    /** Fills the fields from the object that comes next; false if it has another shape. */
    boolean fill(EventFields fields, JsonText json) {
        for (int i = 0; i < gaps.size(); i++) {
            Gap gap = gaps.get(i);
            if (!json.take(gap.before) || !fields.readPlain(gap.field)) {
                return false;
            }
        }
        if (!json.take(end)) {
            return false;
        }
        fields.set(values);
        return true;
    }
}

package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of recent events.
 *
 * <p>Thread-safe: shapes are immutable, and one that another thread has just replaced only costs a
 * new one.
 */
final class RecentShapes {

    /** A queue rarely contains more kinds of events. */
    private static final int KEPT = 4;

    /** If there are more, learning a shape each time would cost more than it saves. */
    private static final int LEARN_EACH = 8;

    private final @Nullable EventShape[] shapes = new @Nullable EventShape[KEPT];
    private int missed;

    /** Reads the object that comes next; null if it has none of the shapes. */
    @Nullable EventFields read(JsonText json) {
        int start = json.position();
        int depth = json.depth();
        for (EventShape shape : shapes) {
            if (shape == null) {
                return null;
            }
            EventFields fields = shape.read(json);
            if (fields != null) {
                return fields;
            }
            json.goBack(start, depth);
        }
        return null;
    }

    /** Records an object that had none of the shapes, if an event is in it. */
    void learn(EventFields fields) {
        if (!fields.innermost().isEvent()) {
            return;
        }
        if (missed % LEARN_EACH == 0) {
            EventShape shape = fields.shape();
            if (shape != null) {
                shapes[missed / LEARN_EACH % KEPT] = shape;
            }
        }
        missed = (missed + 1) % (KEPT * LEARN_EACH);
    }
}

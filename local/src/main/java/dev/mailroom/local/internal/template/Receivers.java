package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Remarks;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalQueue;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The destinations of messages. A queue, a topic or a bus that the template names but does not
 * declare is created, so that what is sent to it can be seen. A function that does not run here
 * gets nothing.
 */
final class Receivers {

    private final Remarks remarks;
    private final Set<Destination> declared = new LinkedHashSet<>();
    private final Map<Destination, Place> made = new LinkedHashMap<>();

    Receivers(Remarks remarks) {
        this.remarks = remarks;
    }

    void declare(Destination destination) {
        declared.add(destination);
    }

    /** The destination, if it exists here; null, with a note, if not. */
    @Nullable Destination receiving(@Nullable Destination destination, Place place) {
        if (destination == null || declared.contains(destination)) {
            return destination;
        }
        if (destination.kind() == Destination.Kind.FUNCTION) {
            remarks.note(place, destination + " does not run here, and gets nothing.");
            return null;
        }
        if (made.putIfAbsent(destination, place) == null) {
            remarks.note(
                    place, destination + " is not in the template: it is made here, by its name.");
        }
        return destination;
    }

    String queue(String name, Place place) {
        var unused = receiving(Destination.queue(name), place);
        return name;
    }

    String topic(String name, Place place) {
        var unused = receiving(Destination.topic(name), place);
        return name;
    }

    String bus(String name, Place place) {
        var unused = receiving(Destination.bus(name), place);
        return name;
    }

    boolean runs(String function) {
        return declared.contains(Destination.function(function));
    }

    /** What was named but not declared. */
    Set<Destination> made() {
        return Set.copyOf(made.keySet());
    }

    static LocalQueue queue(Destination queue) {
        return queue.name().endsWith(".fifo")
                ? LocalQueue.fifo(queue.name()).contentBasedDeduplication(true)
                : LocalQueue.standard(queue.name());
    }
}

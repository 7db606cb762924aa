package dev.mailroom.local.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What of a template has no meaning here, a line for each resource that has something of it. */
public final class Notes {

    private final List<String> lines = new ArrayList<>();

    void resource(Resource resource) {
        lines.add(
                "Resource '" + resource.id() + "' (" + resource.type() + ") has no local meaning.");
    }

    void properties(Resource resource, Set<String> names) {
        properties(resource.place(), names);
    }

    void properties(Place place, Set<String> names) {
        if (!names.isEmpty()) {
            line(place, "no local meaning of " + String.join(", ", names) + ".");
        }
    }

    void line(Place place, String line) {
        lines.add(place.fault(line).getMessage());
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}

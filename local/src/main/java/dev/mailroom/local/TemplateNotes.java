package dev.mailroom.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What of a template has no meaning here, a line for each resource that has something of it. */
final class TemplateNotes {

    private final List<String> lines = new ArrayList<>();

    void resource(TemplateResource resource) {
        lines.add(
                "Resource '" + resource.id() + "' (" + resource.type() + ") has no local meaning.");
    }

    void properties(TemplateResource resource, Set<String> names) {
        properties(resource.place(), names);
    }

    void properties(TemplatePlace place, Set<String> names) {
        if (!names.isEmpty()) {
            line(place, "no local meaning of " + String.join(", ", names) + ".");
        }
    }

    void line(TemplatePlace place, String line) {
        lines.add(place.fault(line).getMessage());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}

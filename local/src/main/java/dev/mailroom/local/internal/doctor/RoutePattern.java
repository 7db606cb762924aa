package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.support.Json;

import software.amazon.event.ruler.Machine;

import java.io.IOException;

/** What an event pattern says of source and detail-type alone. */
final class RoutePattern {

    private final Machine machine;
    private final boolean matchesAll;

    private RoutePattern(Machine machine, boolean matchesAll) {
        this.machine = machine;
        this.matchesAll = matchesAll;
    }

    static RoutePattern of(JsonNode pattern) {
        ObjectNode reduced = Json.object();
        for (String field : new String[] {"source", "detail-type"}) {
            if (pattern.has(field)) {
                reduced.set(field, pattern.path(field));
            }
        }
        Machine machine = Machine.builder().build();
        if (!reduced.isEmpty()) {
            try {
                machine.addRule("rule", Json.write(reduced));
            } catch (IOException e) {
                throw new IllegalStateException("A part of a good pattern is not good.", e);
            }
        }
        return new RoutePattern(machine, reduced.isEmpty());
    }

    boolean matches(Route route) {
        if (matchesAll) {
            return true;
        }
        ObjectNode event =
                Json.object().put("source", route.source()).put("detail-type", route.detailType());
        try {
            return !machine.rulesForJSONEvent(Json.write(event)).isEmpty();
        } catch (Exception e) {
            // The ruler declares no more than Exception; the text is JSON that this package wrote.
            throw new IllegalStateException("The event ruler could not read an event.", e);
        }
    }
}

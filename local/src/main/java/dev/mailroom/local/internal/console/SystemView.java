package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** The system: its map, its address, its notes and findings. */
final class SystemView {

    private final ConsoleParts parts;
    private final SystemMap map;
    private @Nullable List<String> findings;

    SystemView(ConsoleParts parts) {
        this.parts = parts;
        this.map = new SystemMap(parts);
    }

    JsonNode get() throws IOException, InterruptedException {
        ObjectNode system = Json.object().put("name", parts.about().name());
        system.put("endpoint", parts.endpoint().toString());
        map.addTo(system);
        add(system.putArray("findings"), findings());
        add(system.putArray("notes"), parts.about().notes());
        return system;
    }

    private synchronized List<String> findings() {
        List<String> found = findings;
        if (found == null) {
            found = parts.about().findings().get();
            findings = found;
        }
        return found;
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}

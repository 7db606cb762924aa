package dev.mailroom.local.internal.support;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Mailroom's quarantine writes on a message: an attribute for each field, or a line of one
 * attribute where there is no room for so many.
 */
public record QuarantineNote(Map<String, String> fields) {

    /** How the names of its attributes begin. */
    public static final String PREFIX = "mailroom.";

    private static final String PACKED = PREFIX + "quarantine";

    /** Finds the note among the attributes of a message; null if there is none. */
    public static @Nullable QuarantineNote in(Map<String, String> attributes) {
        Map<String, String> fields = new LinkedHashMap<>();
        attributes
                .getOrDefault(PACKED, "")
                .lines()
                .map(line -> line.split("=", 2))
                .filter(parts -> parts.length == 2 && !parts[0].isEmpty())
                .forEach(parts -> fields.put(parts[0], parts[1]));
        attributes.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX) && !name.equals(PACKED)) {
                        fields.put(name.substring(PREFIX.length()), value);
                    }
                });
        return fields.isEmpty() ? null : new QuarantineNote(fields);
    }

    public @Nullable String field(String name) {
        return fields.get(name);
    }

    public String reason() {
        return fields.getOrDefault("reason", "no reason was noted");
    }
}

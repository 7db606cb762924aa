package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the properties of a block are treated: some are read, some would change what happens to a
 * message and are refused, and all others have no effect here and are noted.
 */
public record PropertyRules(Set<String> read, Set<String> refused, Map<String, String> noted) {

    private static final String TRANSFORM = "Fn::Transform";

    public static PropertyRules reading(String... names) {
        return new PropertyRules(Set.of(names), Set.of(), Map.of());
    }

    public PropertyRules andReading(String... names) {
        Set<String> all = new TreeSet<>(read);
        all.addAll(List.of(names));
        return new PropertyRules(all, refused, noted);
    }

    public PropertyRules refusing(String... names) {
        return new PropertyRules(read, Set.of(names), noted);
    }

    public PropertyRules noting(String... names) {
        Map<String, String> all = new LinkedHashMap<>(noted);
        for (String name : names) {
            all.put(name, "");
        }
        return new PropertyRules(read, refused, all);
    }

    /** Notes a property, and what it means that it has no effect. */
    public PropertyRules meaning(String name, String meaning) {
        Map<String, String> all = new LinkedHashMap<>(noted);
        all.put(name, meaning);
        return new PropertyRules(read, refused, all);
    }

    void check(Block block) {
        Set<String> withoutEffect = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : block.node().properties()) {
            String name = entry.getKey();
            if (!read.contains(name) && (name.equals(TRANSFORM) || block.has(name))) {
                check(name, block, withoutEffect);
            }
        }
        if (!withoutEffect.isEmpty()) {
            block.remarks()
                    .note(
                            block.place(),
                            "no effect here: " + String.join(", ", withoutEffect) + ".");
        }
    }

    private void check(String name, Block block, Set<String> withoutEffect) {
        Place place = block.place().at(name);
        Remarks remarks = block.remarks();
        @Nullable String meaning = noted.get(name);
        if (meaning != null) {
            if (meaning.isEmpty()) {
                withoutEffect.add(name);
            } else {
                remarks.note(place, "no effect here: " + meaning + ".");
            }
        } else if (name.equals(TRANSFORM)) {
            remarks.error(
                    place, "it is not run here, and could change this: write its result instead.");
        } else if (refused.contains(name)) {
            remarks.error(place, "is not simulated, and would change what happens to a message.");
        } else {
            unknown(name, block, withoutEffect);
        }
    }

    private void unknown(String name, Block block, Set<String> withoutEffect) {
        List<String> names = new ArrayList<>(read);
        names.addAll(refused);
        names.addAll(noted.keySet());
        String meant = Spelling.closest(name, names);
        if (meant == null) {
            withoutEffect.add(name);
        } else {
            block.remarks()
                    .error(
                            block.place().at(name),
                            "there is no such property: did you mean " + meant + "?");
        }
    }
}

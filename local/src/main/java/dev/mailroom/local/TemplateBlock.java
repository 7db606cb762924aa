package dev.mailroom.local;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A group of properties of a resource, whose values are computed when somebody asks for them. */
record TemplateBlock(TemplatePlace place, JsonNode node, Intrinsics intrinsics) {

    /**
     * Refuses every property that is neither known nor without meaning here, and returns those that
     * have none.
     */
    Set<String> only(Set<String> known, Set<String> withoutMeaning) {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (value(name).isMissingNode() || known.contains(name)) {
                continue;
            }
            if (!withoutMeaning.contains(name)) {
                throw place.at(name).fault("is not supported locally.");
            }
            found.add(name);
        }
        return found;
    }

    void only(String... known) {
        var unused = only(Set.of(known), Set.of());
    }

    boolean has(String name) {
        return !value(name).isMissingNode();
    }

    @Nullable String textOrNull(String name) {
        return has(name) ? intrinsics.text(value(name), place.at(name)) : null;
    }

    String text(String name) {
        place.at(name).check(has(name), "is missing.");
        return intrinsics.text(value(name), place.at(name));
    }

    String text(String name, String byDefault) {
        String text = textOrNull(name);
        return text == null ? byDefault : text;
    }

    int integer(String name, int byDefault) {
        String text = textOrNull(name);
        place.at(name)
                .check(
                        text == null || text.matches("[0-9]{1,9}"),
                        "must be a whole number, was '" + text + "'.");
        return text == null ? byDefault : Integer.parseInt(text);
    }

    Duration seconds(String name, int byDefault) {
        return Duration.ofSeconds(integer(name, byDefault));
    }

    boolean flag(String name, boolean byDefault) {
        String text = textOrNull(name);
        place.at(name)
                .check(
                        text == null || text.equals("true") || text.equals("false"),
                        "must be true or false, was '" + text + "'.");
        return text == null ? byDefault : text.equals("true");
    }

    /** The value with every function in it computed; a missing node if there is none. */
    JsonNode json(String name) {
        return intrinsics.resolve(value(name), place.at(name));
    }

    /** The group of that name, empty if there is none. */
    TemplateBlock block(String name) {
        JsonNode value = value(name);
        place.at(name).check(value.isMissingNode() || value.isObject(), "must be a mapping.");
        return new TemplateBlock(place.at(name), value, intrinsics);
    }

    /** The groups in the list of that name, none if there is no list. */
    List<TemplateBlock> blocks(String name) {
        JsonNode list = value(name);
        place.at(name).check(list.isMissingNode() || list.isArray(), "must be a list.");
        List<TemplateBlock> blocks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            TemplatePlace at = place.at(name).at(i);
            JsonNode item = intrinsics.choose(list.path(i), at);
            if (!item.isMissingNode()) {
                at.check(item.isObject(), "must be a mapping.");
                blocks.add(new TemplateBlock(at, item, intrinsics));
            }
        }
        return blocks;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode value(String name) {
        return intrinsics.choose(node.path(name), place.at(name));
    }
}

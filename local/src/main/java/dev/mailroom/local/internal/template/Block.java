package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A group of properties of a resource, whose values are computed when somebody asks for them. */
public record Block(Place place, JsonNode node, Intrinsics intrinsics) {

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

    public boolean has(String name) {
        return !value(name).isMissingNode();
    }

    @Nullable String textOrNull(String name) {
        return has(name) ? intrinsics.text(value(name), place.at(name)) : null;
    }

    public String text(String name) {
        place.at(name).check(has(name), "is missing.");
        return intrinsics.text(value(name), place.at(name));
    }

    public String text(String name, String byDefault) {
        String text = textOrNull(name);
        return text == null ? byDefault : text;
    }

    public int integer(String name, int byDefault) {
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

    public boolean flag(String name, boolean byDefault) {
        String text = textOrNull(name);
        place.at(name)
                .check(
                        text == null || text.equals("true") || text.equals("false"),
                        "must be true or false, was '" + text + "'.");
        return text == null ? byDefault : text.equals("true");
    }

    /** The destination whose ARN a property holds. */
    public Destination destination(String property) {
        String arn = text(property);
        if (arn.startsWith(LocalAccount.queueArn(""))) {
            return Destination.queue(queue(property));
        }
        if (arn.startsWith(LocalAccount.topicArn(""))) {
            return Destination.topic(arn.substring(LocalAccount.topicArn("").length()));
        }
        place.at(property)
                .check(
                        arn.startsWith(LocalAccount.functionArn("")),
                        "'" + arn + "' is no queue, function or topic of this template.");
        return Destination.function(LocalAccount.functionName(arn));
    }

    /** The name of the queue whose ARN a property holds. */
    public String queue(String property) {
        String arn = text(property);
        String queues = LocalAccount.queueArn("");
        place.at(property)
                .check(arn.startsWith(queues), "'" + arn + "' is no queue of this template.");
        return arn.substring(queues.length());
    }

    /** The value with every function in it computed; a missing node if there is none. */
    public JsonNode json(String name) {
        return intrinsics.resolve(value(name), place.at(name));
    }

    /** The group of that name, empty if there is none. */
    public Block block(String name) {
        JsonNode value = value(name);
        place.at(name).check(value.isMissingNode() || value.isObject(), "must be a mapping.");
        return new Block(place.at(name), value, intrinsics);
    }

    /** The groups in the list of that name, none if there is no list. */
    public List<Block> blocks(String name) {
        JsonNode list = value(name);
        place.at(name).check(list.isMissingNode() || list.isArray(), "must be a list.");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Place at = place.at(name).at(i);
            JsonNode item = intrinsics.choose(list.path(i), at);
            if (!item.isMissingNode()) {
                at.check(item.isObject(), "must be a mapping.");
                blocks.add(new Block(at, item, intrinsics));
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

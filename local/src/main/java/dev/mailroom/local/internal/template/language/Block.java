package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A group of properties of a resource, whose values are computed when they are needed. */
public record Block(Place place, JsonNode node, Intrinsics intrinsics) {

    public Remarks remarks() {
        return intrinsics.remarks();
    }

    public boolean isPlaceholder(String value) {
        return intrinsics.isPlaceholder(value);
    }

    public void check(PropertyRules rules) {
        rules.check(this);
    }

    public boolean has(String name) {
        return !value(name).isMissingNode();
    }

    public @Nullable String textOrNull(String name) {
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
        if (text == null || text.matches("[0-9]{1,9}")) {
            return text == null ? byDefault : Integer.parseInt(text);
        }
        remarks().error(place.at(name), "must be a whole number, was '" + text + "'.");
        return byDefault;
    }

    /** One of a few words; an empty default means none. */
    public String oneOf(String name, String byDefault, List<String> words) {
        String word = byDefault.isEmpty() ? text(name) : text(name, byDefault);
        place.at(name)
                .check(
                        words.contains(word),
                        "must be " + String.join(" or ", words) + ", was '" + word + "'.");
        return word;
    }

    public Duration seconds(String name, int byDefault) {
        return Duration.ofSeconds(integer(name, byDefault));
    }

    public boolean flag(String name, boolean byDefault) {
        String text = textOrNull(name);
        if (text == null || text.matches("true|false|True|False")) {
            return text == null ? byDefault : text.equalsIgnoreCase("true");
        }
        remarks().error(place.at(name), "must be true or false, was '" + text + "'.");
        return byDefault;
    }

    /**
     * The destination whose ARN is the value of a property; null, with a note, if it does not run
     * here.
     */
    public @Nullable Destination destination(String property) {
        String arn = text(property);
        Place at = place.at(property);
        if (isPlaceholder(arn)) {
            remarks().note(at, "'" + arn + "' is a placeholder: nothing is sent to it.");
            return null;
        }
        at.check(arn.startsWith("arn:"), "'" + arn + "' is not an ARN.");
        // V27: an event may go on to such a bus, and to its subscribers.
        at.check(
                !LocalAccount.isCustomBusArn(arn),
                "a Custom Event Bus as a target is not simulated, and messages would pass through"
                        + " it.");
        Destination destination = DestinationArn.of(arn);
        if (destination == null) {
            remarks().note(at, "nothing is sent to " + arn + " here.");
        }
        return destination;
    }

    /** The name of the queue whose ARN is the value of a property. */
    public String queue(String property) {
        String arn = text(property);
        if (isPlaceholder(arn)) {
            return arn;
        }
        Destination queue = DestinationArn.of(arn);
        if (queue == null || queue.kind() != Destination.Kind.QUEUE) {
            throw place.at(property).fault("'" + arn + "' is not the ARN of a queue.");
        }
        return queue.name();
    }

    /** The value with all functions in it computed; a missing node if there is none. */
    public JsonNode json(String name) {
        return intrinsics.resolve(value(name), place.at(name));
    }

    /** The JSON of a property that is written as YAML or as a JSON string. */
    public JsonNode document(String name) {
        JsonNode value = json(name);
        if (!value.isTextual()) {
            return value;
        }
        try {
            return Json.read(value.asText());
        } catch (JsonProcessingException e) {
            throw place.at(name).fault("it is not JSON.");
        }
    }

    /** The group with that name, empty if there is none. */
    public Block block(String name) {
        JsonNode value = value(name);
        place.at(name).check(value.isMissingNode() || value.isObject(), "must be a mapping.");
        return new Block(place.at(name), value, intrinsics);
    }

    /** The groups in the list with that name, empty if there is no list. */
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

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode value(String name) {
        JsonNode value = node.isObject() ? node.path(name) : MissingNode.getInstance();
        return intrinsics.choose(value, place.at(name));
    }
}

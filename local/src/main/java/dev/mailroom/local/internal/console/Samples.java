package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalRule;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events to begin with: one for each rule and each subscriber, with the fields of its handler,
 * those put before, and some of AWS's own.
 */
final class Samples {

    private static final int MOST_PUT_BEFORE = 20;

    private final ConsoleParts parts;

    Samples(ConsoleParts parts) {
        this.parts = parts;
    }

    /**
     * The samples.
     *
     * @param ofHandlers whether to ask the functions for the fields of the details, which takes a
     *     second
     */
    JsonNode get(boolean ofHandlers) {
        ObjectNode found = Json.object();
        ArrayNode buses = found.putArray("buses");
        parts.definition().buses().stream().sorted().forEach(buses::add);
        ArrayNode customBuses = found.putArray("customBuses");
        parts.definition().customBuses().keySet().stream().sorted().forEach(customBuses::add);
        ArrayNode samples = found.putArray("samples");
        List<ConsoleParts.Route> routes = ofHandlers ? parts.routes().get() : List.of();
        for (LocalRule rule : parts.definition().rules()) {
            String pattern = rule.pattern();
            if (pattern != null) {
                ObjectNode sample = sample("for rule " + rule.name(), rule.bus(), false);
                samples.add(fill(sample, PatternSample.of(json(pattern)), routes));
            }
        }
        for (Subscriber subscriber : parts.definition().subscribers()) {
            JsonNode event = SubscriberSample.of(subscriber);
            if (event != null) {
                String label = "for subscriber " + subscriber.name();
                ObjectNode sample = sample(label, subscriber.bus(), true);
                samples.add(fill(sample, event, routes));
            }
        }
        putBefore().forEach(samples::add);
        AwsEvents.all().forEach(samples::add);
        // As text: JavaScript would round the numbers in it.
        samples.forEach(
                sample -> ((ObjectNode) sample).put("detail", Json.pretty(sample.path("detail"))));
        return found;
    }

    private ObjectNode sample(String label, String bus, boolean isCustom) {
        ObjectNode sample = Json.object().put("label", label).put("bus", bus);
        if (isCustom) {
            sample.put("custom", true).put("group", groupOn(bus));
        }
        return sample;
    }

    /** A group for the events of a bus; null if none of its subscribers asks for one. */
    private @Nullable String groupOn(String bus) {
        return parts.definition().subscribers().stream()
                        .filter(subscriber -> subscriber.bus().equals(bus))
                        .anyMatch(SubscriberSample::needsGroup)
                ? "group-1"
                : null;
    }

    /** Adds what matches the pattern, and the fields that the handler wants. */
    private static ObjectNode fill(
            ObjectNode sample, JsonNode event, List<ConsoleParts.Route> routes) {
        sample.put("source", event.path("source").asText("my.app"));
        sample.put("detailType", event.path("detail-type").asText("Something happened"));
        sample.set("detail", event.path("detail").isObject() ? event.get("detail") : Json.object());
        return fill(sample, routes);
    }

    /** Adds the fields that the handler wants; what the pattern asks for stays. */
    private static ObjectNode fill(ObjectNode sample, List<ConsoleParts.Route> routes) {
        for (ConsoleParts.Route route : routes) {
            if (route.source().equals(sample.path("source").asText())
                    && route.detailType().equals(sample.path("detailType").asText())
                    && json(route.sample()) instanceof ObjectNode detail) {
                detail.setAll((ObjectNode) sample.get("detail"));
                sample.set("detail", detail);
            }
        }
        return sample;
    }

    private List<ObjectNode> putBefore() {
        Set<ObjectNode> seen = new HashSet<>();
        return parts.stories().newestFirst(this::putBefore).stream()
                .filter(seen::add)
                .limit(MOST_PUT_BEFORE)
                .toList();
    }

    private Stream<ObjectNode> putBefore(Story story) {
        String event = story.event();
        boolean isClassic = parts.definition().buses().contains(story.bus());
        boolean isCustom = !isClassic && parts.definition().customBuses().containsKey(story.bus());
        if (event == null || (!isClassic && !isCustom)) {
            return Stream.empty();
        }
        ObjectNode sample = sample("put before: " + story.detailType(), story.bus(), isCustom);
        sample.put("source", story.source()).put("detailType", story.detailType());
        sample.set("detail", json(event).path("detail"));
        return Stream.of(sample);
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was JSON no longer is.", e);
        }
    }
}

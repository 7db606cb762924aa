package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalRule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events to begin with: one for each rule, with the fields of its handler, those put before, and
 * some of AWS's own.
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
        ArrayNode samples = found.putArray("samples");
        List<ConsoleParts.Route> routes = ofHandlers ? parts.routes().get() : List.of();
        for (LocalRule rule : parts.definition().rules()) {
            String pattern = rule.pattern();
            if (pattern != null) {
                samples.add(fill(ofRule(rule, pattern), routes));
            }
        }
        putBefore().forEach(samples::add);
        AwsEvents.all().forEach(samples::add);
        return found;
    }

    private static ObjectNode ofRule(LocalRule rule, String pattern) {
        JsonNode event = PatternSample.of(json(pattern));
        ObjectNode sample = Json.object().put("label", "for rule " + rule.name());
        sample.put("bus", rule.bus());
        sample.put("source", event.path("source").asText("my.app"));
        sample.put("detailType", event.path("detail-type").asText("Something happened"));
        sample.set("detail", event.path("detail").isObject() ? event.get("detail") : Json.object());
        return sample;
    }

    /** Adds the fields that the handler wants; what the rule asks for stays. */
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
        if (event == null || !parts.definition().buses().contains(story.bus())) {
            return Stream.empty();
        }
        ObjectNode sample = Json.object().put("label", "put before: " + story.detailType());
        sample.put("bus", story.bus()).put("source", story.source());
        sample.put("detailType", story.detailType());
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

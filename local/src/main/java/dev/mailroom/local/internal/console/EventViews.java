package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The events, and the story of each. */
final class EventViews {

    private final Stories stories;

    EventViews(Stories stories) {
        this.stories = stories;
    }

    JsonNode list(String search, String outcome, int most) {
        List<ObjectNode> found = stories.newestFirst(story -> row(story, search, outcome));
        ObjectNode list = Json.object().put("total", found.size());
        ArrayNode events = list.putArray("events");
        found.stream().limit(most).forEach(events::add);
        return list;
    }

    private Stream<ObjectNode> row(Story story, String search, String wanted) {
        if (!story.matches(search)) {
            return Stream.empty();
        }
        String outcome = story.trail().deciding().standing().toString();
        return wanted.isEmpty() || wanted.equals(outcome) ? Stream.of(row(story)) : Stream.empty();
    }

    private ObjectNode row(Story story) {
        Outcome outcome = story.trail().deciding().standing();
        ObjectNode row =
                Json.object()
                        .put("id", story.id())
                        .put("time", story.put().toString())
                        .put("source", story.source())
                        .put("detailType", story.detailType())
                        .put("bus", story.bus())
                        .put("outcome", outcome.toString());
        if (outcome.isFinal()) {
            row.put("durationMs", millis(story, end(story)));
        }
        return row;
    }

    private static Instant end(Story story) {
        List<Moment> moments = story.trail().moments((trail, line) -> false);
        return moments.isEmpty() ? story.put() : moments.get(moments.size() - 1).at();
    }

    JsonNode one(String id) throws ConsoleException {
        ObjectNode found = stories.of(id, this::whole);
        if (found == null) {
            throw new ConsoleException(
                    404, "Event " + id + " is not among those kept: it may be too old.");
        }
        return found;
    }

    private ObjectNode whole(Story story) {
        ObjectNode whole = row(story).put("reason", story.trail().deciding().reason());
        ArrayNode steps = whole.putArray("steps");
        for (Moment moment : stories.moments(story)) {
            ObjectNode step = steps.addObject().put("ms", millis(story, moment.at()));
            if (moment.isLog()) {
                step.put("log", moment.text());
            } else {
                step.put("level", moment.level().name().toLowerCase(Locale.ROOT));
                step.put("text", moment.text());
            }
        }
        String event = story.event();
        if (event != null) {
            JsonNode json = json(event);
            // As text: JavaScript would round the numbers in it.
            whole.put("event", Json.pretty(json));
            whole.put("detail", Json.pretty(json.path("detail")));
        }
        return whole;
    }

    private static JsonNode json(String event) {
        try {
            return Json.read(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event of the pipeline is not JSON.", e);
        }
    }

    private static long millis(Story story, Instant at) {
        return Duration.between(story.put(), at).toMillis();
    }
}

package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.shape.Messages;
import dev.mailroom.local.internal.doctor.shape.Shape;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.model.Destination;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks the filters of event sources: messages that match none of them are deleted (C10).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Event
 *     filtering with an Amazon SQS event source</a>
 */
final class FilterCheck {

    private static final String BODY = "body";

    private final Round round;
    private final Feeds feeds;

    FilterCheck(Round round) {
        this.round = round;
        this.feeds = new Feeds(round);
    }

    void check(MappingBlock mapping) {
        Block criteria = mapping.settings().block("FilterCriteria");
        List<JsonNode> filters = new ArrayList<>();
        for (Block filter : criteria.blocks("Filters")) {
            Place place = filter.place().at("Pattern");
            String text = Known.text(filter, "Pattern");
            if (!round.compiles(text, place)) {
                return;
            }
            JsonNode pattern = read(text);
            if (!pattern.has(BODY) && !pattern.has("$or")) {
                withoutBody(pattern, place);
                return;
            }
            filters.add(pattern);
        }
        if (!filters.isEmpty()) {
            for (Feeds.Feed feed : feeds.ofQueue(Destination.queue(mapping.queue()))) {
                feed(feed, filters, criteria.place());
            }
        }
    }

    private void withoutBody(JsonNode pattern, Place place) {
        boolean never = !Messages.RECORD.mayMatch(pattern);
        round.lost(
                place,
                never
                        ? "no message has such a field besides its body: Lambda deletes every message"
                        : "Lambda filters messages of a queue by their body alone, and deletes"
                                + " what does not match",
                never ? "write {\"body\": " + pattern + "}" : "match the body");
    }

    private void feed(Feeds.Feed feed, List<JsonNode> filters, Place place) {
        if (filters.stream().noneMatch(filter -> passes(filter, feed.shape()))) {
            boolean wrapped = feed.shape().equals(Messages.notification());
            round.lost(
                    place,
                    "no filter lets through what "
                            + feed.sender()
                            + " sends: Lambda deletes all of it",
                    wrapped
                            ? "set RawMessageDelivery: true on the subscription: without it the"
                                    + " event is a text in the notification's Message"
                            : "match what it sends");
        }
    }

    private static boolean passes(JsonNode filter, Shape body) {
        for (JsonNode alternative : filter.path("$or")) {
            if (passes(alternative, body)) {
                return true;
            }
        }
        JsonNode pattern = filter.path(BODY);
        if (pattern.isMissingNode()) {
            return !filter.has("$or");
        }
        // A JSON filter drops plain text, and vice versa.
        boolean isJson = body instanceof Shape.Fields;
        boolean isText = body instanceof Shape.Text || body instanceof Shape.Value;
        if ((isJson && pattern.isArray()) || (isText && pattern.isObject())) {
            return false;
        }
        return body.mayMatch(pattern);
    }

    private static JsonNode read(String pattern) {
        try {
            return Json.read(pattern);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a pattern that compiles is JSON", e);
        }
    }
}

package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.shape.Messages;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks the filters of subscribers: a filter of the wrong shape silently matches nothing (V22).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-filtering.html">Filtering
 *     events on a Custom Event Bus</a>
 */
final class SubscriberFilterCheck {

    private static final int MOST_BYTES = 4_096;

    private final Round round;

    SubscriberFilterCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber) {
        Set<String> scopes = new HashSet<>();
        int bytes = 0;
        for (Block filter : subscriber.filters()) {
            String scope = Known.text(filter, "Scope");
            if (!scopes.add(scope)) {
                round.lost(
                        filter.place().at("Scope"),
                        "there is a filter of " + scope + " already: AWS refuses the subscriber",
                        "put all into one pattern");
            }
            JsonNode pattern = Known.document(filter, "Pattern");
            bytes += Json.write(pattern).getBytes(StandardCharsets.UTF_8).length;
            Place place = filter.place().at("Pattern");
            if (round.compiles(Json.write(pattern), place)) {
                pattern(scope, pattern, place);
            }
        }
        if (bytes > MOST_BYTES) {
            round.lost(
                    subscriber.settings().place().at("FilterConfiguration"),
                    "its patterns have " + bytes + " bytes: AWS refuses more than 4096",
                    "match less");
        }
    }

    private void pattern(String scope, JsonNode pattern, Place place) {
        if (has(pattern, "wildcard")) {
            round.lost(
                    place,
                    "a subscriber has no wildcards: AWS refuses the pattern",
                    "use prefix and suffix");
            return;
        }
        switch (scope) {
            case "DATA" -> data(pattern, place);
            case "METADATA" -> metadata(pattern, place);
            default -> system(pattern, place);
        }
    }

    // A payload of PutRawEvents may have any shape; the envelope of PutEvents has one.
    private void data(JsonNode pattern, Place place) {
        if (pattern.has("Data") || pattern.has("SystemMetadata")) {
            never(place, "the pattern of scope DATA begins inside of Data", "leave Data out");
            return;
        }
        boolean ofEnvelope = pattern.has("detail") || pattern.has("detail-type");
        @Nullable String field = ofEnvelope ? Messages.EVENT.mismatch(pattern) : null;
        if (field != null) {
            never(
                    place.at(field),
                    "no event of PutEvents has such a field or value there",
                    "fields of your own are in detail");
        }
    }

    private void metadata(JsonNode pattern, Place place) {
        for (JsonNode values : pattern) {
            for (JsonNode value : values) {
                if (!value.isTextual()) {
                    never(
                            place,
                            "metadata are compared with texts alone",
                            "write the exact values in quotes");
                    return;
                }
            }
        }
    }

    private void system(JsonNode pattern, Place place) {
        @Nullable String field = Messages.SYSTEM_METADATA.mismatch(pattern);
        if (field != null) {
            never(
                    place.at(field),
                    "EventBridge sets no such field or value",
                    "write names such as aws:Source, and texts in quotes");
        }
    }

    private void never(Place place, String problem, String remedy) {
        round.lost(place, problem + ": the subscriber gets nothing", remedy);
    }

    private static boolean has(JsonNode pattern, String matcher) {
        if (pattern.isObject() && pattern.has(matcher) && !pattern.path(matcher).isArray()) {
            return true;
        }
        for (JsonNode part : pattern) {
            if (has(part, matcher)) {
                return true;
            }
        }
        return false;
    }
}

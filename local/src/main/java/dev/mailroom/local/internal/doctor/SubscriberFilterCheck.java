package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.shape.Messages;
import dev.mailroom.local.internal.support.SubscriberPatterns;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the filters of subscribers: a filter of the wrong shape silently matches nothing (V22).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-filtering.html">Filtering
 *     events on a Custom Event Bus</a>
 */
final class SubscriberFilterCheck {

    private final Round round;

    SubscriberFilterCheck(Round round) {
        this.round = round;
    }

    void check(SubscriberBlock subscriber) {
        Block configuration = subscriber.settings().block("FilterConfiguration");
        Set<String> scopes = new HashSet<>();
        List<String> texts = new ArrayList<>();
        for (Block filter : subscriber.filters()) {
            String scope = Known.text(filter, "Scope");
            if (!scopes.add(scope)) {
                refused(
                        filter.place().at("Scope"),
                        "there is a filter of " + scope + " already: put all into one pattern");
            }
            Place place = filter.place().at("Pattern");
            if (filter.json("Pattern").isObject()) {
                refused(
                        place,
                        "it is a mapping; write JSON in a text, such as '{\"source\":[\"shop\"]}'");
                continue;
            }
            String text = Known.text(filter, "Pattern");
            texts.add(text);
            String fault = SubscriberPatterns.fault(scope, text);
            if (fault == null) {
                shape(scope, Known.document(filter, "Pattern"), place);
            } else {
                refused(place, fault);
            }
        }
        if (subscriber.filters().isEmpty() && !configuration.names().isEmpty()) {
            refused(configuration.place().at("Filters"), "it is empty: write at least one filter");
        }
        String fault = SubscriberPatterns.fault(texts);
        if (fault != null) {
            refused(configuration.place(), fault);
        }
    }

    private void refused(Place place, String fault) {
        round.lost(place, "AWS refuses it: " + fault.lines().findFirst().orElse(""), "");
    }

    private void shape(String scope, JsonNode pattern, Place place) {
        switch (scope) {
            case "DATA" -> data(pattern, place);
            case "SYSTEM_METADATA" -> system(pattern, place);
            default -> {
                // The names of metadata are up to its publisher.
            }
        }
    }

    // A payload of PutRawEvents may have any shape; the envelope of PutEvents has one.
    private void data(JsonNode pattern, Place place) {
        JsonNode system = pattern.path("SystemMetadata");
        boolean isSystem = !system.isEmpty() && Messages.SYSTEM_METADATA.mismatch(system) == null;
        if (isSystem || isOfEnvelope(pattern.path("Data"))) {
            never(place, "the pattern of scope DATA begins inside of Data", "leave Data out");
            return;
        }
        @Nullable String field = isOfEnvelope(pattern) ? Messages.EVENT.mismatch(pattern) : null;
        if (field != null) {
            never(
                    place.at(field),
                    "no event of PutEvents has such a field or value there",
                    "fields of your own are in detail");
        }
    }

    private static boolean isOfEnvelope(JsonNode pattern) {
        return pattern.has("detail-type") || pattern.path("detail").isObject();
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
}

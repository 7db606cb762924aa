package dev.mailroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** What a target of a rule gets of an event. */
sealed interface TargetInput
        permits TargetInput.Whole, TargetInput.Constant, TargetInput.Part, InputTransformer {

    /** The text that the target gets. */
    String of(BusEvent event, LocalRule rule);

    /** The event as it is. */
    record Whole() implements TargetInput {
        @Override
        public String of(BusEvent event, LocalRule rule) {
            return event.toJson();
        }
    }

    /** The same text for every event. */
    record Constant(String text) implements TargetInput {
        @Override
        public String of(BusEvent event, LocalRule rule) {
            return text;
        }
    }

    /** A part of the event (C16). */
    record Part(JsonPath path) implements TargetInput {
        @Override
        public String of(BusEvent event, LocalRule rule) {
            JsonNode part = path.in(json(event));
            return part.isMissingNode() ? "null" : Json.write(part);
        }
    }

    static JsonNode json(BusEvent event) {
        try {
            return Json.read(event.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The event that this package wrote is not JSON.", e);
        }
    }
}

package dev.mailroom.local.model;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

/** Determines what a target of a rule receives of an event. */
public sealed interface TargetInput
        permits TargetInput.Whole, TargetInput.Constant, TargetInput.Part, InputTransformer {

    /**
     * Creates the text that the target receives.
     *
     * @param event the event
     * @param ruleArn the ARN of the rule
     * @param ruleName the name of the rule
     * @return the text; null if it must be JSON and is not, so that EventBridge delivers nothing
     */
    @Nullable String of(BusEvent event, String ruleArn, String ruleName);

    /** The event as it is. */
    record Whole() implements TargetInput {
        @Override
        public String of(BusEvent event, String ruleArn, String ruleName) {
            return event.toJson();
        }
    }

    /**
     * The same text for every event.
     *
     * @param text the text
     */
    record Constant(String text) implements TargetInput {
        @Override
        public String of(BusEvent event, String ruleArn, String ruleName) {
            return text;
        }
    }

    /**
     * A part of the event.
     *
     * @param path where it is in the event
     */
    record Part(JsonPath path) implements TargetInput {
        @Override
        public String of(BusEvent event, String ruleArn, String ruleName) {
            // C16: only the part, as JSON.
            JsonNode part = path.in(event.json());
            return part.isMissingNode() ? "null" : Json.write(part);
        }
    }
}

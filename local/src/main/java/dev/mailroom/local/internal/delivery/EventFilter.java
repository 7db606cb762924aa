package dev.mailroom.local.internal.delivery;

import com.fasterxml.jackson.databind.JsonNode;

import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.util.List;

/** The patterns of an event source or of a subscription, one of which must match. */
public final class EventFilter {

    private final Machine machine = Machine.builder().build();

    public EventFilter(List<String> patterns) {
        for (String pattern : patterns) {
            try {
                machine.addRule("filter", pattern);
            } catch (IOException e) {
                throw new IllegalArgumentException("filter: " + e.getMessage(), e);
            }
        }
    }

    /** Whether one of the patterns matches an object that has been read. */
    public boolean passes(JsonNode object) {
        return !machine.rulesForJSONEvent(object).isEmpty();
    }

    /** Whether one of the patterns matches a JSON object. */
    public boolean passes(String json) {
        try {
            return !machine.rulesForJSONEvent(json).isEmpty();
        } catch (Exception e) {
            // The ruler declares no more than Exception; the text is an object in JSON.
            throw new IllegalStateException("The event ruler could not read a message.", e);
        }
    }
}

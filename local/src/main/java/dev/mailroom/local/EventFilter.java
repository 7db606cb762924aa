package dev.mailroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.util.List;

/**
 * The filter criteria of an event source (C10): a message passes if one of the patterns matches it,
 * or if there is none.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Event
 *     filtering with an Amazon SQS event source</a>
 */
final class EventFilter {

    private final Machine machine = Machine.builder().build();
    private final boolean passesAll;

    EventFilter(List<String> patterns) {
        this.passesAll = patterns.isEmpty();
        for (String pattern : patterns) {
            try {
                machine.addRule("filter", pattern);
            } catch (IOException e) {
                throw new IllegalArgumentException("filter: " + e.getMessage(), e);
            }
        }
    }

    boolean passes(SqsMessage message) {
        return passesAll || passes(Json.write(subject(message)));
    }

    /** Whether one of the patterns matches a JSON object. */
    boolean passes(String json) {
        try {
            return !machine.rulesForJSONEvent(json).isEmpty();
        } catch (Exception e) {
            // The ruler declares no more than Exception; the text is an object in JSON.
            throw new IllegalStateException("The event ruler could not read a message.", e);
        }
    }

    // A pattern of JSON sees into a body of JSON; any other body is a text to it.
    private static ObjectNode subject(SqsMessage message) {
        ObjectNode subject = message.toRecord();
        try {
            JsonNode body = Json.read(subject.path("body").asText());
            if (body.isObject()) {
                subject.set("body", body);
            }
        } catch (JsonProcessingException e) {
            return subject;
        }
        return subject;
    }
}

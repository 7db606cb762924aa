package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.EventFilter;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.Json;

import java.util.List;

/**
 * The filter criteria of an event source (C10): a message passes if one of the patterns matches it,
 * or if there is none.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Event
 *     filtering with an Amazon SQS event source</a>
 */
final class MessageFilter {

    private final boolean passesAll;
    private final EventFilter filter;

    MessageFilter(List<String> patterns) {
        this.passesAll = patterns.isEmpty();
        this.filter = new EventFilter(patterns);
    }

    boolean passes(SqsMessage message) {
        return passesAll || filter.passes(Json.write(subject(message)));
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

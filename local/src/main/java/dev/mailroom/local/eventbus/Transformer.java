package dev.mailroom.local.eventbus;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.JsonataExpression;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Determines what the target of a subscriber receives of an event.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-transform.html">Transforming
 *     events</a>
 */
public sealed interface Transformer {

    /**
     * Creates the text that the target receives.
     *
     * @param event the event
     * @return the text
     * @throws IOException if the event yields no text, so that its delivery fails
     */
    String body(DeliveredEvent event) throws IOException;

    /** The data only: the envelope of PutEvents, or the payload of PutRawEvents. */
    record Raw() implements Transformer {
        @Override
        public String body(DeliveredEvent event) {
            // V10: as it was put.
            return event.event().data();
        }
    }

    /** The data with its metadata and EventBridge's system metadata. */
    record WithMetadata() implements Transformer {
        @Override
        public String body(DeliveredEvent event) {
            return Json.write(event.parts());
        }
    }

    /** The result of a JSONata expression. Thread-safe. */
    final class Jsonata implements Transformer {

        private static final int LONGEST = 8_192;

        private final JsonataExpression expression;

        /**
         * Reads the expression.
         *
         * @param expression the expression, between <code>{%</code> and <code>%}</code>, which
         *     reads the event as {@code $events}
         * @throws IllegalArgumentException if it does not parse or is longer than 8,192 characters
         */
        public Jsonata(String expression) {
            if (expression.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "a JSONata expression has at most 8192 characters, not "
                                + expression.length()
                                + ".");
            }
            this.expression = JsonataExpression.parse(expression);
        }

        @Override
        public String body(DeliveredEvent event) throws IOException {
            // V13: a string is sent without its quotes, and no result is a failure.
            @Nullable JsonNode value = expression.evaluate(event.parts());
            if (value == null) {
                throw new IOException("the JSONata expression yields nothing");
            }
            return value.isTextual() ? value.asText() : Json.write(value);
        }

        @Override
        public String toString() {
            return expression.toString();
        }
    }
}

package dev.mailroom.powertools;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;

import dev.mailroom.Delivery;
import dev.mailroom.Outcome;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.lambda.powertools.logging.argument.StructuredArgument;

import java.util.Map;

/** Logs each record once, by ids and with fields, never by its payload. */
final class OutcomeLog {

    private static final Logger LOG = LoggerFactory.getLogger(PowertoolsListener.class);

    private OutcomeLog() {}

    static void log(Delivery context, Outcome outcome) {
        String id = context.messageId();
        StructuredArgument fields = entries(fields(context, outcome));
        if (outcome instanceof Outcome.Done) {
            LOG.debug("Done: message {}", id, fields);
        } else if (outcome instanceof Outcome.Duplicate) {
            LOG.info("Duplicate: message {}, its effect had already happened", id, fields);
        } else if (outcome instanceof Outcome.Skipped skipped) {
            LOG.info("Skipped: message {}: {}", id, skipped.reason(), fields);
        } else if (outcome instanceof Outcome.Retry retry) {
            LOG.warn("Kept for a retry: message {}", id, fields, retry.cause());
        } else if (outcome instanceof Outcome.Poison poison) {
            String what = poison.quarantined() ? "Poison, quarantined" : "Poison";
            LOG.warn("{}: message {}", what, id, fields, poison.cause());
        } else if (outcome instanceof Outcome.NotStarted notStarted) {
            LOG.warn("Not started: message {}: {}", id, notStarted.reason(), fields);
        }
    }

    // What else says which record it was, messageId and the event's names, is in the MDC.
    private static Map<String, Object> fields(Delivery context, Outcome outcome) {
        return Map.of(
                "outcome", OutcomeName.of(outcome).toString(),
                "reported", outcome.reported(),
                "receiveCount", context.record().receiveCount(),
                "handlerMillis", context.handlingTime().toMillis());
    }
}

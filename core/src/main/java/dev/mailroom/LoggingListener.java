package dev.mailroom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each record once, by ids, never by its payload. */
final class LoggingListener implements BatchListener {

    private static final Logger LOG = LoggerFactory.getLogger(SqsBatchHandler.class);

    @Override
    public void onOutcome(Delivery context, Outcome outcome) {
        String id = context.messageId();
        if (outcome instanceof Outcome.Done) {
            LOG.debug("Done: message {}", id);
        } else if (outcome instanceof Outcome.Duplicate) {
            LOG.info("Duplicate: message {}, its effect had already happened", id);
        } else if (outcome instanceof Outcome.Skipped skipped) {
            LOG.info("Skipped: message {}: {}", id, skipped.reason());
        } else if (outcome instanceof Outcome.Retry retry) {
            LOG.warn(
                    "Kept for a retry: message {}, receive {}",
                    id,
                    receive(context),
                    retry.cause());
        } else if (outcome instanceof Outcome.Poison poison) {
            String what = poison.quarantined() ? "Poison, quarantined" : "Poison";
            LOG.warn("{}: message {}, receive {}", what, id, receive(context), poison.cause());
        } else if (outcome instanceof Outcome.NotStarted notStarted) {
            LOG.warn(
                    "Not started: message {}, receive {}: {}",
                    id,
                    receive(context),
                    notStarted.reason());
        }
    }

    private static int receive(Delivery context) {
        return context.record().receiveCount();
    }

    @Override
    public void onBatch(BatchSummary summary) {
        LOG.debug("{}", summary);
    }
}

package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Logs what became of each record, by ids and causes but without a payload: failures as warnings, a
 * poison message or a request for a later delivery in one line, everything else with its stack;
 * duplicates and skipped records as information; successes, records that were not started, and the
 * stacks of one-line failures for debugging. How many records of a batch were not started is one
 * warning. Thread-safe.
 */
public final class LoggingListener implements BatchListener {

    private static final String LINE = "{}: message {}, receive {}{}";

    private final SafeLogger log;
    private final BiFunction<Delivery, Outcome, @Nullable Object> fields;

    /** Creates the default listener, whose logger is named after {@link SqsBatchHandler}. */
    public LoggingListener() {
        this(BatchLog.LOG, (delivery, outcome) -> null);
    }

    /**
     * Creates a listener whose lines carry fields, for logs that know what to do with them.
     *
     * @param logger the name of the logger
     * @param fields makes what is handed to the logger besides the arguments of a line, or null
     */
    public LoggingListener(String logger, BiFunction<Delivery, Outcome, @Nullable Object> fields) {
        this(SafeLogger.named(logger), requireNonNull(fields, "fields"));
    }

    private LoggingListener(
            SafeLogger log, BiFunction<Delivery, Outcome, @Nullable Object> fields) {
        this.log = log;
        this.fields = fields;
    }

    @Override
    public void onOutcome(Delivery delivery, Outcome outcome) {
        switch (outcome.kind()) {
            case DONE, NOT_STARTED -> {
                // Most outcomes are not logged, so nothing is built for them.
                if (log.isDebugEnabled()) {
                    log.debug(LINE, arguments(delivery, outcome));
                }
            }
            case DUPLICATE, SKIPPED -> {
                if (log.isInfoEnabled()) {
                    log.info(LINE, arguments(delivery, outcome));
                }
            }
            case RETRY, POISON -> logFailure(delivery, outcome);
        }
    }

    private void logFailure(Delivery delivery, Outcome outcome) {
        Throwable cause = requireNonNull(outcome.cause(), "cause");
        if (saysAll(cause)) {
            log.warn(LINE, arguments(delivery, outcome));
            log.debug("Where message {} failed", delivery.messageId(), cause);
        } else {
            log.warn(LINE, arguments(delivery, outcome, cause));
        }
    }

    /** Whether the text of an exception is enough, and its stack would only hide it. */
    private static boolean saysAll(Throwable cause) {
        return cause instanceof PoisonMessageException
                || cause instanceof RetryLaterException
                || cause instanceof DeadlineExceededException;
    }

    private Object[] arguments(Delivery delivery, Outcome outcome, @Nullable Object... more) {
        List<@Nullable Object> arguments = new ArrayList<>();
        arguments.add(outcome.kind());
        arguments.add(delivery.messageId());
        arguments.add(delivery.record().receiveCount());
        String why = outcome.why();
        arguments.add(why == null ? "" : ": " + why);
        Object ownFields = fields.apply(delivery, outcome);
        if (ownFields != null) {
            arguments.add(ownFields);
        }
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray();
    }

    // One line for all: a batch that meets its deadline may hold thousands.
    @Override
    public void onBatch(BatchSummary summary) {
        if (summary.notStarted() > 0) {
            log.warn(
                    "{} of {} messages were not started, and SQS delivers them again",
                    summary.notStarted(),
                    summary.records());
        }
        log.debug("{}", summary);
    }
}

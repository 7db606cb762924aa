package dev.mailroom;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The entry point of a Lambda function that is triggered by SQS: handles each record of a batch and
 * reports exactly the ones that failed.
 *
 * <p>Extend it, with a public constructor without parameters, and name your class as the function's
 * handler; or hold one in a class that implements {@link RequestHandler} itself. The function's
 * event source mapping must have {@code FunctionResponseTypes: [ReportBatchItemFailures]}: without
 * it Lambda ignores the response and deletes the failed messages too, and nothing at run time can
 * tell.
 *
 * <p>Records are handled one after the other, on a FIFO queue in order within each message group; a
 * failure stops its group only. No record is started once less than the {@linkplain
 * Builder#deadlineMargin deadline margin} is left of the function's timeout; what was not started
 * is reported, so SQS delivers it again.
 *
 * <p>Thread-safe if its handler and its listener are.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
 *     errors for an SQS event source in Lambda</a>
 */
public class SqsBatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final RecordRunner runner;
    private final Duration deadlineMargin;

    /**
     * Creates a handler with the defaults of {@link Builder}.
     *
     * @param handler what handles each record, usually an event router
     */
    protected SqsBatchHandler(RecordHandler handler) {
        this(builder(handler));
    }

    /**
     * Creates a handler as the builder says.
     *
     * @param builder the options; later changes to it have no effect
     */
    protected SqsBatchHandler(Builder builder) {
        this.runner = new RecordRunner(builder.handler, builder.listener);
        this.deadlineMargin = builder.deadlineMargin;
    }

    /**
     * Starts building a handler.
     *
     * @param handler what handles each record, usually an event router
     * @return a builder with the defaults
     */
    public static Builder builder(RecordHandler handler) {
        return new Builder(handler);
    }

    /**
     * Handles a batch and reports the records that failed, in the order of the batch.
     *
     * @param event the batch
     * @param context Lambda's context of this invocation
     * @return the ids of the records that SQS must keep; none if all succeeded
     * @throws IllegalArgumentException if the event is no SQS event, or if a record has no message
     *     id; Lambda then retries the whole batch
     */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<RecordContext> batch = open(event, context);
        Deadline deadline = Deadline.of(context, deadlineMargin);
        for (Lane lane : Lanes.of(batch)) {
            lane.run(runner, deadline);
        }
        return PartialBatchResponse.of(batch);
    }

    private static List<RecordContext> open(SQSEvent event, Context context) {
        List<SQSMessage> messages = event == null ? null : event.getRecords();
        if (messages == null) {
            throw new IllegalArgumentException(
                    "expected an SQS event with \"Records\"; is the function's trigger an SQS queue?");
        }
        List<RecordContext> batch = new ArrayList<>(messages.size());
        for (SQSMessage message : messages) {
            batch.add(new RecordContext(SqsRecord.of(message), context));
        }
        return batch;
    }

    /**
     * Builds {@link SqsBatchHandler} instances. Defaults:
     *
     * <ul>
     *   <li>the deadline margin is 1 second, or half of the time the invocation starts with if that
     *       is less;
     *   <li>the listener {@linkplain BatchListener#logging() logs}.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final RecordHandler handler;
        private Duration deadlineMargin = Duration.ofSeconds(1);
        private BatchListener listener = BatchListener.logging();

        private Builder(RecordHandler handler) {
            this.handler = requireNonNull(handler, "handler");
        }

        /**
         * Sets how much of the function's timeout is kept free: no record is started with less time
         * left. Choose what one record takes at most. Replaces an earlier margin.
         *
         * @param margin zero or more
         * @return this builder
         * @throws IllegalArgumentException if the margin is negative
         */
        public Builder deadlineMargin(Duration margin) {
            if (requireNonNull(margin, "margin").isNegative()) {
                throw new IllegalArgumentException(
                        "deadlineMargin must not be negative, but is " + margin);
            }
            this.deadlineMargin = margin;
            return this;
        }

        /**
         * Sets who is told what happened to each record. Replaces an earlier listener, the logging
         * one included.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder listener(BatchListener listener) {
            this.listener = requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Builds the handler.
         *
         * @return the handler
         */
        public SqsBatchHandler build() {
            return new SqsBatchHandler(this);
        }
    }
}

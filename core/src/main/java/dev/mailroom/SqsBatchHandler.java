package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

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
 * <p>Records are handled one after the other, or {@linkplain
 * SqsBatchHandlerBuilder#concurrency(int) several at once}. On a FIFO queue each message group is
 * handled in order; a failure stops its group only.
 *
 * <p>The function's timeout is kept: no record is started once less than the {@linkplain
 * SqsBatchHandlerBuilder#deadlineMargin deadline margin} is left, and handlers that still run when
 * half of it is left are interrupted. What was not started, and what did not end, is reported, so
 * SQS delivers it again. A handler that ignores its interrupt is left behind if records run in
 * threads of their own; its late effect must be idempotent. With a concurrency of 1 it runs in
 * Lambda's own thread, and the invocation times out.
 *
 * <p>Thread-safe if its handler, its listener and its policies are.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
 *     errors for an SQS event source in Lambda</a>
 */
public class SqsBatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final RecordRunner runner;
    private final int concurrency;
    private final @Nullable Executor executor;
    private final Duration deadlineMargin;
    private final RetryPolicy retryPolicy;
    private final BatchListener listener;
    private final boolean failInvocationWhenAllFail;

    /** Held, since the context of checkpoints does not hold it. */
    @SuppressWarnings("unused")
    private final @Nullable Object priming;

    private final DeadlineWatch watch = new DeadlineWatch();

    /**
     * Creates a handler with the defaults of {@link SqsBatchHandlerBuilder}.
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
    protected SqsBatchHandler(SqsBatchHandlerBuilder builder) {
        this.runner = new RecordRunner(builder.handler, builder.poisonPolicy, builder.listener());
        this.concurrency = builder.concurrency;
        this.executor = builder.executor();
        this.deadlineMargin = builder.deadlineMargin;
        this.retryPolicy = builder.retryPolicy;
        this.listener = builder.listener();
        this.failInvocationWhenAllFail = builder.failInvocationWhenAllFail;
        this.priming = builder.priming;
    }

    /**
     * Starts building a handler.
     *
     * @param handler what handles each record, usually an event router
     * @return a builder with the defaults
     */
    public static SqsBatchHandlerBuilder builder(RecordHandler handler) {
        return new SqsBatchHandlerBuilder(handler);
    }

    /**
     * Handles a batch and reports the records that failed, in the order of the batch.
     *
     * @param event the batch
     * @param context Lambda's context of this invocation
     * @return the ids of the records that SQS must keep; none if all succeeded
     * @throws IllegalArgumentException if the event is no SQS event, or if a record has no message
     *     id; Lambda then retries the whole batch
     * @throws BatchFailedException if every record failed and the builder asks for it
     */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Thread.interrupted(); // of whoever had the thread before
        try {
            Batch batch = Batch.open(event, context);
            Deadline deadline = Deadline.of(context, deadlineMargin);
            Workers workers = new Workers(deadline);
            watch.guard(deadline, workers, batch::unfinished, () -> run(batch, deadline, workers));
            return report(batch);
        } finally {
            Thread.interrupted(); // no concern of whoever has the thread next
        }
    }

    private void run(Batch batch, Deadline deadline, Workers workers) {
        runLanes(Lanes.of(batch.deliveries()), deadline, workers);
        batch.leftBehind().forEach(runner::settleUnlessEnded);
        deadline.clearStrayInterrupt();
        if (!deadline.reached()) {
            delay(batch.retries());
        }
    }

    private void runLanes(Lanes lanes, Deadline deadline, Workers workers) {
        if (executor == null) {
            lanes.run(runner, deadline);
        } else {
            int threads = Math.min(concurrency, lanes.size());
            new ParallelRun(lanes, runner, deadline, workers).run(executor, threads);
        }
    }

    private void delay(List<RetryPolicy.Failed> retries) {
        try {
            if (!retries.isEmpty()) {
                retryPolicy.delay(retries);
            }
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn("Retry delays were not set; the visibility timeout of the queue applies", e);
        }
    }

    private SQSBatchResponse report(Batch batch) {
        SQSBatchResponse response = batch.response();
        BatchSummary summary = batch.summary();
        listener.onBatch(Collections.unmodifiableList(batch.deliveries()), summary);
        if (failInvocationWhenAllFail && summary.allReported()) {
            throw new BatchFailedException(summary);
        }
        return response;
    }
}

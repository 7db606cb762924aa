package dev.mailroom;

import static dev.mailroom.BatchLog.LOG;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import java.util.List;
import java.util.concurrent.Executor;

/** Handles batches as the options say, each within its deadline. */
final class BatchRunner {

    private final BatchOptions options;
    private final SafeListener listener;
    private final RecordRunner runner;
    private final DeadlineWatch watch;

    BatchRunner(BatchOptions options, WatchTime time) {
        this.options = options;
        this.listener = new SafeListener(options.listener());
        this.runner = new RecordRunner(options.handler(), options.poisonPolicy(), listener);
        this.watch = new DeadlineWatch(time);
    }

    SQSBatchResponse handle(SQSEvent event, Context context) {
        Thread.interrupted(); // left by earlier work in this thread
        try {
            return handle(Batch.open(event, context), context);
        } finally {
            Thread.interrupted(); // must not reach later work in this thread
        }
    }

    private SQSBatchResponse handle(Batch batch, Context context) {
        BatchListener.Scope scope = listener.onBatchStart(batch.deliveries());
        Thread.interrupted(); // left by the listener
        try {
            Deadline deadline = Deadline.of(context, options.deadlineMargin());
            Workers workers = new Workers(deadline);
            watch.guard(deadline, workers, batch::unfinished, () -> run(batch, deadline, workers));
            return report(batch);
        } finally {
            listener.close(scope);
        }
    }

    private void run(Batch batch, Deadline deadline, Workers workers) {
        runLanes(Lanes.of(batch.deliveries()), deadline, workers);
        batch.settleLeftBehind(runner);
        deadline.clearStrayInterrupt();
        if (!deadline.reached()) {
            delay(batch.retries());
        }
    }

    private void runLanes(Lanes lanes, Deadline deadline, Workers workers) {
        Executor executor = options.executor();
        if (executor == null) {
            lanes.runAll(runner, deadline);
        } else {
            int threads = Math.min(options.concurrency(), lanes.size());
            new ParallelRun(lanes, runner, deadline, workers).run(executor, threads);
        }
    }

    private void delay(List<RetryPolicy.Failed> retries) {
        try {
            if (!retries.isEmpty()) {
                options.retryPolicy().delay(retries);
            }
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn("Retry delays were not set; the visibility timeout of the queue applies", e);
        }
    }

    private SQSBatchResponse report(Batch batch) {
        SQSBatchResponse response = batch.response();
        BatchSummary summary = batch.summary();
        listener.onBatch(batch.deliveries(), summary);
        if (options.failInvocationWhenAllFail() && summary.allReported()) {
            throw new BatchFailedException(summary);
        }
        return response;
    }
}

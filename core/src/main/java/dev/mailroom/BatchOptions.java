package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Executor;

/** How batches are handled. Without an executor, they run in the thread that Lambda calls. */
record BatchOptions(
        RecordHandler handler,
        int concurrency,
        @Nullable Executor executor,
        Duration deadlineMargin,
        PoisonPolicy poisonPolicy,
        RetryPolicy retryPolicy,
        BatchListener listener,
        boolean failInvocationWhenAllFail) {}

package dev.mailroom;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The entry point of a Lambda function that is triggered by SQS: handles each record of a batch and
 * reports exactly the ones that failed.
 *
 * <p>Extend it, with a public constructor without parameters, and name your class as the function's
 * handler; or hold one in a class that implements {@link RequestHandler} itself. The function's
 * event source mapping must have {@code FunctionResponseTypes: [ReportBatchItemFailures]}: without
 * it Lambda ignores the response and deletes the failed messages too, and the function cannot
 * notice that.
 *
 * <p>Records are handled one after the other, or {@linkplain Builder#concurrency(int) several at
 * once}. On a FIFO queue each message group is handled in order; a failure stops its group only.
 *
 * <p>The invocation does not time out: no record is started once less than the {@linkplain
 * Builder#deadlineMargin deadline margin} is left, and handlers that still run when half of it is
 * left are interrupted. Records that were not started or did not end are reported, so SQS
 * redelivers them. A handler that ignores its interrupt is left behind if records run in threads of
 * their own; its late effect must be idempotent. With a concurrency of 1 it runs in Lambda's own
 * thread, and the invocation times out.
 *
 * <p>Thread-safe if its handler, its listener and its policies are.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
 *     errors for an SQS event source in Lambda</a>
 */
public class SqsBatchHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final RecordHandler handler;
    private final BatchRunner runner;

    /** Held here, because CRaC's context holds its resources only weakly. */
    @SuppressWarnings("unused")
    private final @Nullable Object priming;

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
        this.handler = builder.handler;
        this.runner = new BatchRunner(builder.options(), new WatchTime());
        this.priming = builder.priming;
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
     * Returns what handles each record, such as an event router, whose routes the doctor of {@code
     * mailroom-local} reads.
     *
     * @return the handler that this one was made with
     */
    public final RecordHandler recordHandler() {
        return handler;
    }

    /**
     * Handles a batch and reports the records that failed, in the order of the batch.
     *
     * @param event the batch
     * @param context Lambda's context of this invocation
     * @return the ids of the records that SQS must keep; none if all succeeded
     * @throws IllegalArgumentException if the event is not an SQS event, or if a record has no
     *     message id; Lambda then retries the whole batch
     * @throws BatchFailedException if every record failed and the builder asks for it
     */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return runner.handle(event, context);
    }

    /**
     * Builds {@link SqsBatchHandler} instances. Defaults:
     *
     * <ul>
     *   <li>the concurrency is 1: records are handled in the thread that Lambda calls;
     *   <li>the deadline margin is 1 second, or half of the time the invocation starts with if that
     *       is less;
     *   <li>poison messages are {@linkplain PoisonPolicy#report() reported};
     *   <li>the queue's {@linkplain RetryPolicy#visibilityTimeout() visibility timeout} decides
     *       when failed messages are redelivered;
     *   <li>an invocation succeeds even if all its records failed;
     *   <li>the listener {@linkplain LoggingListener logs}.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final RecordHandler handler;
        private int concurrency = 1;
        private @Nullable Executor executor;
        private Duration deadlineMargin = Duration.ofSeconds(1);
        private PoisonPolicy poisonPolicy = PoisonPolicy.report();
        private RetryPolicy retryPolicy = RetryPolicy.visibilityTimeout();
        private boolean failInvocationWhenAllFail;
        private BatchListener listener = new LoggingListener();

        /** A {@code Priming}; its supertypes are not on every class path. */
        private @Nullable Object priming;

        private Builder(RecordHandler handler) {
            this.handler = requireNonNull(handler, "handler");
        }

        /**
         * Sets how many records of a batch are handled at once; on a FIFO queue, how many message
         * groups. With more than 1 they run in virtual threads where the JVM has them (Java 21),
         * else in daemon threads. Replaces an earlier concurrency.
         *
         * @param records 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder concurrency(int records) {
            if (records < 1) {
                throw new IllegalArgumentException(
                        "concurrency must be 1 or more, but is " + records);
            }
            this.concurrency = records;
            return this;
        }

        /**
         * Sets where records run if the concurrency is more than 1, in place of the handler's own
         * threads. Shutting it down is up to the caller. If it rejects some of the work, fewer
         * records run at once; if it rejects all, the batch is retried. Replaces an earlier
         * executor.
         *
         * @param executor the executor
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Sets how much of the function's timeout is kept free: no record is started with less time
         * left. Choose twice the longest time that one record takes, because handlers are
         * interrupted when half of the margin is left. Replaces an earlier margin.
         *
         * @param margin 0 to 15 minutes; with 0, handlers are interrupted when it is too late to
         *     answer
         * @return this builder
         * @throws IllegalArgumentException if the margin is negative or more than 15 minutes, the
         *     longest timeout
         */
        public Builder deadlineMargin(Duration margin) {
            this.deadlineMargin = Deadline.requireMargin(margin);
            return this;
        }

        /**
         * Sets what happens to poison messages. Replaces an earlier policy.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder onPoison(PoisonPolicy policy) {
            this.poisonPolicy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets when failed messages are redelivered. Replaces an earlier policy.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder onRetry(RetryPolicy policy) {
            this.retryPolicy = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets whether an invocation fails if each of its records failed, so that Lambda's error
         * metric and its back-off see it. The messages are kept either way. Replaces an earlier
         * setting.
         *
         * @param fail whether to fail
         * @return this builder
         */
        public Builder failInvocationWhenAllFail(boolean fail) {
            this.failInvocationWhenAllFail = fail;
            return this;
        }

        /**
         * Sets the listener that is told what happened to each record. Replaces an earlier
         * listener, including the logging one.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder listener(BatchListener listener) {
            this.listener = requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Gets the function ready before SnapStart takes its snapshot: {@linkplain Primable#prime()
         * primes} the handler, and then the given parts, such as its sinks. No part makes a request
         * or writes anything. Needs {@code org.crac:crac} as a dependency of the function; where
         * there is no snapshot it has no effect. Call it once. A handler that is wrapped in a
         * lambda is not primed; give its router among the parts.
         *
         * @param parts what is primed besides the handler
         * @return this builder
         * @throws IllegalStateException if {@code org.crac:crac} is not on the class path, or if it
         *     is called twice
         * @see <a
         *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
         *     hooks of SnapStart</a>
         */
        public Builder snapStart(Primable... parts) {
            try {
                return primedIn(Core.getGlobalContext(), parts);
            } catch (NoClassDefFoundError e) {
                throw new IllegalStateException(
                        "snapStart needs org.crac:crac on the class path: add it as a dependency",
                        e);
            }
        }

        /**
         * Not an overload: callers of the other method would then need {@code org.crac} to compile.
         */
        Builder primedIn(org.crac.Context<Resource> context, Primable... parts) {
            if (priming != null) {
                throw new IllegalStateException("snapStart was called twice");
            }
            this.priming = Priming.registered(context, handler, parts);
            return this;
        }

        /**
         * Builds the handler.
         *
         * @return the handler
         * @throws IllegalStateException if an executor is set while the concurrency is 1
         */
        public SqsBatchHandler build() {
            return new SqsBatchHandler(this);
        }

        BatchOptions options() {
            return new BatchOptions(
                    handler,
                    concurrency,
                    LaneThreads.executor(concurrency, executor),
                    deadlineMargin,
                    poisonPolicy,
                    retryPolicy,
                    listener,
                    failInvocationWhenAllFail);
        }
    }
}

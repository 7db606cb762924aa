package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Builds {@link SqsBatchHandler} instances. Defaults:
 *
 * <ul>
 *   <li>the concurrency is 1: records are handled in the thread that Lambda calls;
 *   <li>the deadline margin is 1 second, or half of the time the invocation starts with if that is
 *       less;
 *   <li>poison messages are {@linkplain PoisonPolicy#report() reported};
 *   <li>the queue's {@linkplain RetryPolicy#visibilityTimeout() visibility timeout} decides when
 *       failed messages are delivered again;
 *   <li>an invocation succeeds even if all its records failed;
 *   <li>the listener {@linkplain LoggingListener logs}.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class SqsBatchHandlerBuilder {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(15);

    final RecordHandler handler;
    int concurrency = 1;
    private @Nullable Executor executor;
    Duration deadlineMargin = Duration.ofSeconds(1);
    PoisonPolicy poisonPolicy = PoisonPolicy.report();
    RetryPolicy retryPolicy = RetryPolicy.visibilityTimeout();
    boolean failInvocationWhenAllFail;
    private BatchListener listener = new LoggingListener();

    /** A {@code Priming}, which not everybody's class path has the supertypes of. */
    @Nullable Object priming;

    SqsBatchHandlerBuilder(RecordHandler handler) {
        this.handler = requireNonNull(handler, "handler");
    }

    /**
     * Sets how many records of a batch are handled at once; on a FIFO queue, how many message
     * groups. With more than 1 they run in virtual threads where the JVM has them (Java 21), else
     * in daemon threads. Replaces an earlier concurrency.
     *
     * @param records 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public SqsBatchHandlerBuilder concurrency(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("concurrency must be 1 or more, but is " + records);
        }
        this.concurrency = records;
        return this;
    }

    /**
     * Sets where records run if the concurrency is more than 1, in place of the handler's own
     * threads. It stays the caller's to shut down. If it rejects some of the work, fewer records
     * run at once; if it rejects all, the batch is retried. Replaces an earlier executor.
     *
     * @param executor the executor
     * @return this builder
     */
    public SqsBatchHandlerBuilder executor(Executor executor) {
        this.executor = requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Sets how much of the function's timeout is kept free: no record is started with less time
     * left. Choose twice what one record takes at most, since handlers are interrupted when half of
     * it is left. Replaces an earlier margin.
     *
     * @param margin 0 to 15 minutes; with 0, handlers are interrupted when it is too late to answer
     * @return this builder
     * @throws IllegalArgumentException if the margin is negative or more than 15 minutes, the
     *     longest timeout
     */
    public SqsBatchHandlerBuilder deadlineMargin(Duration margin) {
        if (requireNonNull(margin, "margin").isNegative() || margin.compareTo(LONGEST_MARGIN) > 0) {
            throw new IllegalArgumentException(
                    "deadlineMargin must be 0 to 15 minutes, but is " + margin);
        }
        this.deadlineMargin = margin;
        return this;
    }

    /**
     * Sets what becomes of poison messages. Replaces an earlier policy.
     *
     * @param policy the policy
     * @return this builder
     */
    public SqsBatchHandlerBuilder onPoison(PoisonPolicy policy) {
        this.poisonPolicy = requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets when failed messages are delivered again. Replaces an earlier policy.
     *
     * @param policy the policy
     * @return this builder
     */
    public SqsBatchHandlerBuilder onRetry(RetryPolicy policy) {
        this.retryPolicy = requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets whether an invocation fails if each of its records failed, so that Lambda's error metric
     * and its back-off see it. The messages are kept either way. Replaces an earlier setting.
     *
     * @param fail whether to fail
     * @return this builder
     */
    public SqsBatchHandlerBuilder failInvocationWhenAllFail(boolean fail) {
        this.failInvocationWhenAllFail = fail;
        return this;
    }

    /**
     * Sets who is told what happened to each record. Replaces an earlier listener, the logging one
     * included.
     *
     * @param listener the listener
     * @return this builder
     */
    public SqsBatchHandlerBuilder listener(BatchListener listener) {
        this.listener = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Gets the function ready before SnapStart takes its snapshot: {@linkplain Primable#prime()
     * primes} the handler, and then the given parts, such as its sinks. No part makes a request or
     * writes anything. Needs {@code org.crac:crac} as a dependency of the function; where there is
     * no snapshot it has no effect. Call it once. A handler that is wrapped in a lambda is not
     * primed; give its router among the parts.
     *
     * @param parts what is primed besides the handler
     * @return this builder
     * @throws IllegalStateException if {@code org.crac:crac} is not on the class path, or if it is
     *     called twice
     * @see <a
     *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime
     *     hooks of SnapStart</a>
     */
    public SqsBatchHandlerBuilder snapStart(Primable... parts) {
        try {
            return primedIn(Core.getGlobalContext(), parts);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "snapStart needs org.crac:crac on the class path: add it as a dependency", e);
        }
    }

    /** No overload of it: who calls that one would need {@code org.crac} to compile. */
    SqsBatchHandlerBuilder primedIn(Context<Resource> context, Primable... parts) {
        if (priming != null) {
            throw new IllegalStateException("snapStart is called twice");
        }
        List<Primable> all = new ArrayList<>();
        all.add(handler);
        for (Primable part : parts) {
            all.add(requireNonNull(part, "part"));
        }
        this.priming = Priming.registered(context, all);
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

    BatchListener listener() {
        return new SafeListener(listener);
    }

    /** Where records run, or null for the thread that Lambda calls. */
    @Nullable Executor executor() {
        if (concurrency > 1) {
            return executor == null ? LaneThreads.newExecutor() : executor;
        }
        if (executor != null) {
            throw new IllegalStateException(
                    "an executor is set, but with a concurrency of 1 nothing runs there");
        }
        return null;
    }
}

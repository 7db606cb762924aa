package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.step.FunctionStep;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Calls a function in its execution environments: in a free one, otherwise in a new one, as Lambda
 * does. An environment that has ended is replaced.
 */
public final class FunctionInvoker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FunctionInvoker.class);
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalFunction function;
    private final Start environments;
    private final Semaphore concurrency;
    private final Deque<ExecutionEnvironment> free = new ConcurrentLinkedDeque<>();
    private final Semaphore freed = new Semaphore(0);
    private final Set<ExecutionEnvironment> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile boolean closed;
    private volatile @Nullable Thread maker;

    FunctionInvoker(LocalFunction function, Start environments) {
        this.function = function;
        this.environments = environments;
        this.concurrency = new Semaphore(function.reservedConcurrency());
    }

    public String name() {
        return function.name();
    }

    /**
     * Gets the function ready for its first call.
     *
     * @throws IllegalStateException if that fails; the message says why
     */
    public void start() throws InterruptedException {
        try {
            if (function instanceof LocalProcessFunction process) {
                HandlerCheck.check(process);
            }
            free.push(launch());
        } catch (InitException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * Waits briefly for a free environment, and returns whether to call the function now: one is
     * free, or none could be created.
     */
    boolean awaitFree() throws InterruptedException {
        freed.drainPermits();
        dropDead();
        return !free.isEmpty() || freed.tryAcquire(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts to create another environment, unless one is being created or the function has as many
     * as it may.
     */
    void makeAnother() {
        if (!making.compareAndSet(false, true)) {
            return;
        }
        if (!concurrency.tryAcquire()) {
            making.set(false);
            return;
        }
        maker = Threads.startDaemon("mailroom-start-" + name(), this::make);
    }

    private void make() {
        try {
            free.push(launch());
        } catch (InitException e) {
            // A waiting caller calls the function now, and its batch fails if this happens again.
            if (!closed) {
                log.warn(
                        "Function '{}': another environment did not start: {}",
                        name(),
                        e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            concurrency.release();
            making.set(false);
            freed.release();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes a unit of the function's reserved concurrency, if one becomes free in time. */
    boolean enter(Duration patience) throws InterruptedException {
        return concurrency.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    void leave() {
        concurrency.release();
    }

    /** Calls the function; the caller must have entered. */
    InvocationResult invoke(Invocation invocation) throws InterruptedException {
        ExecutionEnvironment environment;
        try {
            environment = freeOrNew();
        } catch (InitException e) {
            return new InvocationResult.Failed(
                    FunctionStep.Reason.INIT_ERROR, String.valueOf(e.getMessage()));
        }
        InvocationResult result = environment.invoke(invocation);
        if (environment.isAlive()) {
            free.push(environment);
            freed.release();
        } else {
            drop(environment);
        }
        return result;
    }

    private ExecutionEnvironment freeOrNew() throws InitException, InterruptedException {
        dropDead();
        ExecutionEnvironment next = free.poll();
        return next == null ? launch() : next;
    }

    private void dropDead() throws InterruptedException {
        for (ExecutionEnvironment environment : List.copyOf(free)) {
            if (!environment.isAlive() && free.remove(environment)) {
                drop(environment);
            }
        }
    }

    private ExecutionEnvironment launch() throws InitException, InterruptedException {
        if (closed) {
            throw new InitException("the pipeline is closed", null);
        }
        ExecutionEnvironment environment = started();
        all.add(environment);
        // In this order, so that either closing sees the environment, or this sees the closing.
        if (closed) {
            drop(environment);
            throw new InitException("the pipeline is closed", null);
        }
        try {
            environment.init();
        } catch (InitException e) {
            drop(environment);
            throw e;
        }
        return environment;
    }

    private ExecutionEnvironment started() throws InitException {
        try {
            return environments.start();
        } catch (IOException e) {
            throw new InitException(FunctionErrors.describe(e), e);
        }
    }

    private void drop(ExecutionEnvironment environment) throws InterruptedException {
        all.remove(environment);
        environment.close();
    }

    /** Kills every process of the function. */
    public void kill() throws InterruptedException {
        if (function instanceof LocalInProcessFunction) {
            throw new IllegalStateException(
                    "Function '" + name() + "' runs in process: there is no process to kill.");
        }
        for (ExecutionEnvironment environment : all) {
            if (environment instanceof FunctionProcess process) {
                process.kill();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        InterruptedException interrupt = null;
        for (ExecutionEnvironment environment : all) {
            try {
                drop(environment);
            } catch (InterruptedException e) {
                // The others must end too.
                interrupt = e;
            }
        }
        if (interrupt != null) {
            throw interrupt;
        }
        Thread thread = maker;
        if (thread != null) {
            thread.join(PATIENCE.toMillis());
        }
    }

    /** Starts an environment, which is not ready yet. */
    interface Start {
        ExecutionEnvironment start() throws IOException;
    }
}

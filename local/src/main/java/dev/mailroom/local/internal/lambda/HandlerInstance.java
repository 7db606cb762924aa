package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.step.FunctionStep;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** A handler in this JVM. Each call runs on a thread of its own. */
final class HandlerInstance implements ExecutionEnvironment {

    private final LocalInProcessFunction function;
    private final LocalEndpoints endpoints;
    private final Steps steps;
    private final Clock clock;
    private volatile @Nullable InProcessHandler<?> handler;

    HandlerInstance(
            LocalInProcessFunction function, LocalEndpoints endpoints, Steps steps, Clock clock) {
        this.function = function;
        this.endpoints = endpoints.with(function.settings().environment());
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public void init() throws InitException {
        try {
            handler = InProcessHandler.of(function.handler(), endpoints);
        } catch (RuntimeException e) {
            throw new InitException(FunctionErrors.describe(e), e);
        }
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        TimeLimit limit = TimeLimit.of(function.timeout(), clock);
        FutureTask<InvocationResult> call = new FutureTask<>(() -> call(invocation, limit));
        Threads.startDaemon("mailroom-function-" + function.name(), call);
        try {
            return limit.await(call);
        } catch (TimeoutException e) {
            // C34: its thread may run on for a while, and nothing else may run beside it.
            close();
            call.cancel(true);
            return new InvocationResult.Failed(
                    FunctionStep.Reason.TIMEOUT, FunctionErrors.timeout(function.timeout()));
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return new InvocationResult.Failed(
                    FunctionStep.Reason.HANDLER_ERROR, FunctionErrors.describe(e.getCause()));
        }
    }

    private InvocationResult call(Invocation invocation, TimeLimit limit) {
        InProcessHandler<?> target = handler;
        if (target == null) {
            throw new IllegalStateException("Function " + function.name() + " is not started.");
        }
        LocalContext context =
                new LocalContext(function, invocation.requestId(), clock, limit.end(), steps);
        return new InvocationResult.Returned(target.handle(invocation.payload(), context));
    }

    @Override
    public boolean isAlive() {
        return handler != null;
    }

    @Override
    public void close() {
        handler = null;
    }
}

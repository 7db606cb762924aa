package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a handler in this JVM, each call on a thread of its own. */
final class InProcessInvoker implements FunctionInvoker {

    private final LocalInProcessFunction function;
    private final LocalEndpoints endpoints;
    private final Steps steps;
    private final Clock clock;
    private volatile @Nullable InProcessHandler<?> handler;

    InProcessInvoker(
            LocalInProcessFunction function, LocalEndpoints endpoints, Steps steps, Clock clock) {
        this.function = function;
        this.endpoints = endpoints;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public void start() {
        handler = function.newHandler(endpoints);
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        FutureTask<InvocationResult> call = new FutureTask<>(() -> call(invocation));
        Threads.startDaemon("mailroom-function-" + name(), call);
        try {
            return call.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            return new InvocationResult.Failed(
                    PipelineStep.Reason.TIMEOUT, FunctionErrors.timeout(function.timeout()));
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return new InvocationResult.Failed(
                    PipelineStep.Reason.HANDLER_ERROR, FunctionErrors.describe(e.getCause()));
        }
    }

    private InvocationResult call(Invocation invocation) {
        InProcessHandler<?> target = handler;
        if (target == null) {
            throw new IllegalStateException("Function " + name() + " is not started.");
        }
        LocalContext context =
                new LocalContext(
                        function,
                        invocation.requestId(),
                        clock,
                        clock.instant().plus(function.timeout()),
                        steps);
        return new InvocationResult.Returned(target.handle(invocation.payload(), context));
    }

    @Override
    public void kill() {
        throw new IllegalStateException(
                "Function '" + name() + "' runs in process: there is no process to kill.");
    }

    @Override
    public void close() {
        handler = null;
    }
}

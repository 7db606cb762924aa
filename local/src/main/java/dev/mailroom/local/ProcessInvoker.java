package dev.mailroom.local;

import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Calls a function in processes of its own: an idle one if there is one, else a new one, as Lambda
 * does with its execution environments.
 */
final class ProcessInvoker implements FunctionInvoker {

    private final LocalProcessFunction function;
    private final FunctionSetup setup;
    private final Deque<FunctionProcess> idle = new ConcurrentLinkedDeque<>();
    private final Set<FunctionProcess> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ProcessInvoker(LocalProcessFunction function, FunctionSetup setup) {
        this.function = function;
        this.setup = setup;
    }

    @Override
    public String name() {
        return function.name();
    }

    @Override
    public void start() throws InterruptedException {
        try {
            idle.push(launch());
        } catch (InitException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        FunctionProcess process;
        try {
            process = idleOrNew();
        } catch (InitException e) {
            return new InvocationResult.Failed(
                    PipelineStep.Reason.INIT_ERROR, String.valueOf(e.getMessage()));
        }
        InvocationResult result = process.invoke(invocation);
        if (process.isAlive()) {
            idle.push(process);
        } else {
            drop(process);
        }
        return result;
    }

    private FunctionProcess idleOrNew() throws InitException, InterruptedException {
        for (FunctionProcess next = idle.poll(); next != null; next = idle.poll()) {
            if (next.isAlive()) {
                return next;
            }
            drop(next);
        }
        return launch();
    }

    private FunctionProcess launch() throws InitException, InterruptedException {
        FunctionProcess process = started();
        all.add(process);
        // In this order, so that closing either sees the process or is seen here.
        if (closed) {
            drop(process);
            throw new InitException("the pipeline is closed");
        }
        Optional<String> error = process.awaitInit();
        if (error.isPresent()) {
            drop(process);
            throw new InitException(error.get());
        }
        setup.steps().add(new PipelineStep.FunctionStarted(name(), process.pid()));
        return process;
    }

    private FunctionProcess started() throws InitException {
        try {
            return FunctionProcess.start(function, setup);
        } catch (IOException e) {
            throw new InitException(FunctionErrors.describe(e));
        }
    }

    private void drop(FunctionProcess process) throws InterruptedException {
        all.remove(process);
        process.close();
    }

    @Override
    public void kill() throws InterruptedException {
        for (FunctionProcess process : all) {
            process.kill();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (FunctionProcess process : all) {
            drop(process);
        }
    }

    /** A process could not be made ready. */
    private static final class InitException extends Exception {

        private static final long serialVersionUID = 1L;

        InitException(String message) {
            super(message);
        }
    }
}

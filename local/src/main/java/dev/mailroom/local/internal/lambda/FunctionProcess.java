package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.ChildProcess;
import dev.mailroom.local.internal.support.JavaCommand;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.step.FunctionStep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of a function, with the runtime API that it talks to. */
final class FunctionProcess implements ExecutionEnvironment {

    private static final Duration HELD = Duration.ofHours(12);
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final LocalProcessFunction function;
    private final RuntimeApi api;
    private final ChildProcess process;
    private final FunctionClassPath classPath;
    private final FunctionClassPath.Version classes;
    private final Debugger debugger;
    private final Steps steps;
    private final Clock clock;

    private FunctionProcess(
            LocalProcessFunction function,
            FunctionSetup setup,
            FunctionClassPath classPath,
            FunctionClassPath.Version classes,
            RuntimeApi api,
            ChildProcess process) {
        this.function = function;
        this.classPath = classPath;
        this.classes = classes;
        this.debugger = new Debugger(function.debugPort());
        this.api = api;
        this.process = process;
        this.steps = setup.steps();
        this.clock = setup.clock();
    }

    static FunctionProcess start(
            LocalProcessFunction function, FunctionClassPath classPath, FunctionSetup setup)
            throws IOException {
        FunctionClassPath.Version classes = classPath.latest();
        RuntimeApi api = RuntimeApi.start(LocalAccount.functionArn(function.name()));
        try {
            ChildProcess process =
                    ChildProcess.start(
                            function.name(),
                            builder(function, classes.entries(), setup, api),
                            line ->
                                    setup.steps()
                                            .add(
                                                    new FunctionStep.FunctionLog(
                                                            function.name(), line)));
            return new FunctionProcess(function, setup, classPath, classes, api, process);
        } catch (IOException e) {
            api.close();
            throw e;
        }
    }

    private static ProcessBuilder builder(
            LocalProcessFunction function, List<Path> classes, FunctionSetup setup, RuntimeApi api)
            throws IOException {
        // The runtime client also loads classes from the working directory, so it is an empty one.
        Path taskRoot = setup.folder().folder("task-" + function.name());
        ProcessBuilder builder = new ProcessBuilder(command(function, classes, setup));
        builder.directory(taskRoot.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(
                        FunctionEnvironment.of(
                                function, setup.endpoints(), taskRoot, api.address()));
        return builder;
    }

    private static List<String> command(
            LocalProcessFunction function, List<Path> classes, FunctionSetup setup) {
        List<String> options = new ArrayList<>();
        // As on Lambda, the rest of the memory is for what is not heap.
        options.add("-Xmx" + function.memory() * 85 / 100 + "m");
        options.add("-D" + RuntimeLibrary.NATIVE_PROPERTY + "=" + setup.nativeLibrary());
        options.addAll(function.jvmOptions());
        if (function.debugPort() != 0) {
            options.add(new Debugger(function.debugPort()).option());
        }
        List<Path> classPath = new ArrayList<>(RuntimeLibrary.jars());
        classPath.addAll(classes);
        return JavaCommand.of(
                setup.launcher(),
                options,
                classPath,
                RuntimeLibrary.MAIN_CLASS,
                List.of(function.handler()));
    }

    @Override
    public void init() throws InitException, InterruptedException {
        CompletableFuture<Optional<String>> init =
                api.init().applyToEither(process.end().thenApply(Optional::of), error -> error);
        Optional<String> error;
        try {
            error = init.get(INIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InitException("not ready after " + INIT_LIMIT.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw new InitException(FunctionErrors.describe(e.getCause()), e);
        }
        if (error.isPresent()) {
            throw new InitException(error.get(), null);
        }
        steps.add(new FunctionStep.FunctionStarted(function.name(), process.pid()));
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        // A debugged function has all the time it needs.
        Duration limit = debugger.isAttached() ? HELD : function.timeout();
        TimeLimit first = TimeLimit.of(function.timeout(), clock);
        // The process reads the clock of the machine.
        CompletableFuture<InvocationResult> result =
                api.submit(invocation, Instant.now().plus(limit));
        var unused = process.end().thenAccept(end -> result.complete(died(end)));
        try {
            return await(result, invocation, first);
        } catch (TimeoutException e) {
            kill();
            return new InvocationResult.Failed(
                    FunctionStep.Reason.TIMEOUT, FunctionErrors.timeout(function.timeout()));
        } catch (ExecutionException e) {
            return died(FunctionErrors.describe(e.getCause()));
        }
    }

    /** Waits for the function's timeout, and for as long as a debugger is attached after that. */
    private InvocationResult await(
            CompletableFuture<InvocationResult> result, Invocation invocation, TimeLimit first)
            throws InterruptedException, ExecutionException, TimeoutException {
        TimeLimit limit = first;
        boolean held = false;
        while (true) {
            try {
                return limit.await(result);
            } catch (TimeoutException e) {
                if (!debugger.isAttached()) {
                    throw e;
                }
            }
            if (!held) {
                held = true;
                invocation.onHold().run();
                steps.add(new FunctionStep.TimeoutHeld(function.name(), invocation.requestId()));
            }
            limit = TimeLimit.of(function.timeout(), clock);
        }
    }

    private static InvocationResult died(String end) {
        return new InvocationResult.Failed(FunctionStep.Reason.PROCESS_DIED, end);
    }

    @Override
    public boolean isAlive() {
        return process.isAlive() && classPath.isLatest(classes);
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        try {
            process.close();
        } finally {
            api.close();
        }
    }
}

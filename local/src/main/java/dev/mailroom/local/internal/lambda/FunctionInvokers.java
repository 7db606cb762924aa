package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.JavaCommand;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.model.LocalProcessFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;

/** Creates the invoker of each function, and once what all function processes share. */
public final class FunctionInvokers {

    private final TempFolder folder;
    private final LocalEndpoints endpoints;
    private final Steps steps;
    private final Clock clock;
    private @Nullable FunctionSetup setup;

    public FunctionInvokers(TempFolder folder, LocalEndpoints endpoints, Steps steps, Clock clock) {
        this.folder = folder;
        this.endpoints = endpoints;
        this.steps = steps;
        this.clock = clock;
    }

    public FunctionInvoker of(LocalFunction function) throws IOException {
        if (function instanceof LocalInProcessFunction inProcess) {
            return new FunctionInvoker(
                    inProcess, () -> new HandlerInstance(inProcess, endpoints, steps, clock));
        }
        LocalProcessFunction process = (LocalProcessFunction) function;
        FunctionSetup shared = setup();
        FunctionClassPath classPath = new FunctionClassPath(process, folder);
        return new FunctionInvoker(
                process, () -> FunctionProcess.start(process, classPath, shared));
    }

    private FunctionSetup setup() throws IOException {
        FunctionSetup shared = setup;
        if (shared == null) {
            shared =
                    new FunctionSetup(
                            folder,
                            JavaCommand.unpackLauncher(folder),
                            RuntimeLibrary.unpackNative(folder),
                            endpoints,
                            steps,
                            clock);
            setup = shared;
        }
        return shared;
    }
}

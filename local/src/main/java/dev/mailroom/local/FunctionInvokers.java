package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;

/** Makes the invoker of each function, and once for all what function processes share. */
final class FunctionInvokers {

    private final TempFolder folder;
    private final LocalEndpoints endpoints;
    private final Steps steps;
    private final Clock clock;
    private @Nullable FunctionSetup setup;

    FunctionInvokers(TempFolder folder, LocalEndpoints endpoints, Steps steps, Clock clock) {
        this.folder = folder;
        this.endpoints = endpoints;
        this.steps = steps;
        this.clock = clock;
    }

    FunctionInvoker of(LocalFunction function) throws IOException {
        if (function instanceof LocalInProcessFunction inProcess) {
            return new FunctionInvoker(
                    inProcess, () -> new HandlerInstance(inProcess, endpoints, steps, clock));
        }
        LocalProcessFunction process = (LocalProcessFunction) function;
        FunctionSetup shared = setup();
        return new FunctionInvoker(process, () -> FunctionProcess.start(process, shared));
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

package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.ScriptedHandler;
import dev.mailroom.local.TestSystem;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.JavaCommand;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.step.FunctionStep.FunctionStarted;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An interrupt while a function is closed leaves nothing of it behind. */
class FunctionCloseIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final LocalProcessFunction function =
            LocalFunction.process("f", ScriptedHandler.class.getName())
                    .classPath(TestSystem.classPath());
    private final RecordedSteps recorded = new RecordedSteps();
    private final Steps steps = new Steps(recorded);
    private TempFolder folder;
    private FunctionSetup setup;

    @BeforeEach
    void prepare() throws Exception {
        folder = TempFolder.create();
        URI nowhere = URI.create("http://127.0.0.1:1");
        setup =
                new FunctionSetup(
                        folder,
                        JavaCommand.unpackLauncher(folder),
                        RuntimeLibrary.unpackNative(folder),
                        new LocalEndpoints(
                                nowhere, null, LocalAccount.REGION, LocalAccount.ID, Map.of()),
                        steps,
                        Clock.systemUTC());
    }

    @AfterEach
    void cleanUp() throws Exception {
        steps.close();
        folder.close();
    }

    @Test
    void aProcessEndsAndItsRuntimeApiToo() throws Exception {
        FunctionProcess process =
                FunctionProcess.start(
                        function, new FunctionClassPath(function, setup.folder()), setup);
        process.init();
        long pid = started(1).get(0);
        int port = runtimeApiPort(pid);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(process::close);

        await().atMost(SOON).until(() -> !TestSystem.isRunning(pid));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void everyProcessOfAFunctionEnds() throws Exception {
        FunctionInvoker invoker =
                new FunctionInvoker(
                        function,
                        () ->
                                FunctionProcess.start(
                                        function,
                                        new FunctionClassPath(function, setup.folder()),
                                        setup));
        invoker.start();
        invoker.start();
        List<Long> pids = started(2);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(invoker::close);

        await().atMost(SOON).until(() -> pids.stream().noneMatch(TestSystem::isRunning));
    }

    private List<Long> started(int count) {
        return recorded.await(FunctionStarted.class, step -> true, count).stream()
                .map(FunctionStarted::pid)
                .toList();
    }

    private static int runtimeApiPort(long pid) throws Exception {
        String environment = Files.readString(Path.of("/proc/" + pid + "/environ"));
        return Stream.of(environment.split("\0", -1))
                .filter(variable -> variable.startsWith("AWS_LAMBDA_RUNTIME_API="))
                .map(variable -> variable.substring(variable.lastIndexOf(':') + 1))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }
}

package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;

import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.FunctionStep.Reason;
import dev.mailroom.local.step.FunctionStep.TimeoutHeld;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A function that a debugger stops. */
class DebugIT {

    private final int port = freePort();
    private final TestPipeline pipeline =
            new TestPipeline(
                    LocalPipeline.builder()
                            .queue(TestPipeline.queue("jobs"))
                            .function(
                                    LocalFunction.process("work", ScriptedHandler.class.getName())
                                            .classPath(TestSystem.classPath())
                                            .timeout(Duration.ofSeconds(1))
                                            .environment("STAGE", "dev")
                                            .debug(port))
                            .eventSource(LocalEventSource.of("jobs", "work")));

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void theTimeoutIsHeldAndTheMessagesStayHiddenWhileADebuggerIsAttached() throws Exception {
        VirtualMachine function = attach();
        function.suspend();
        pipeline.send("jobs", "tells-its-environment");
        TimeoutHeld held = pipeline.steps().awaitOne(TimeoutHeld.class, step -> true);

        function.resume();
        function.dispose();

        InvocationReturned returned =
                pipeline.steps().awaitOne(InvocationReturned.class, step -> true);
        assertThat(returned.requestId()).isEqualTo(held.requestId());
        assertThat(pipeline.steps().of(FunctionLog.class, log -> log.line().contains("STAGE")))
                .hasSize(1);
        pipeline.awaitEmpty("jobs");
        assertThat(pipeline.steps().of(BatchInvoked.class, step -> true)).hasSize(1);
    }

    @Test
    void withoutADebuggerTheTimeoutEndsTheInvocation() throws Exception {
        pipeline.send("jobs", "hangs-once");

        assertThat(pipeline.steps().awaitOne(InvocationFailed.class, step -> true).reason())
                .isEqualTo(Reason.TIMEOUT);
        pipeline.pass(Duration.ofSeconds(2));
        pipeline.awaitEmpty("jobs");
    }

    private VirtualMachine attach() throws Exception {
        AttachingConnector connector =
                Bootstrap.virtualMachineManager().attachingConnectors().stream()
                        .filter(one -> one.name().equals("com.sun.jdi.SocketAttach"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return connector.attach(arguments);
    }

    /** Not one of those that a system gives to whoever asks for any, maybe before the function. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // It is taken: the next one.
            }
        }
    }
}

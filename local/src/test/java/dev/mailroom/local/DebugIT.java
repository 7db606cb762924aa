package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    // In it the test can let the timeout pass often.
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofHours(6);

    private final int port = freePort();
    private final TestPipeline pipeline =
            new TestPipeline(
                    LocalPipeline.builder()
                            .queue(TestPipeline.queue("jobs").visibilityTimeout(VISIBILITY_TIMEOUT))
                            .function(
                                    LocalFunction.process("work", ScriptedHandler.class.getName())
                                            .classPath(TestSystem.classPath())
                                            .timeout(TIMEOUT)
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
        TimeoutHeld held = awaitHeld();
        pipeline.pass(VISIBILITY_TIMEOUT);
        assertThat(pipeline.visible("jobs")).isZero();

        function.resume();
        InvocationReturned returned =
                pipeline.steps().awaitOne(InvocationReturned.class, step -> true);
        function.dispose();
        assertThat(returned.requestId()).isEqualTo(held.requestId());
        assertThat(pipeline.steps().of(FunctionLog.class, log -> log.line().contains("STAGE")))
                .hasSize(1);
        pipeline.awaitEmpty("jobs");
        assertThat(pipeline.steps().of(BatchInvoked.class, step -> true)).hasSize(1);
    }

    @Test
    void withoutADebuggerTheTimeoutEndsTheInvocation() throws Exception {
        pipeline.send("jobs", "hangs-once");
        pipeline.steps().awaitOne(FunctionLog.class, log -> log.line().contains("hanging"));
        pipeline.pass(TIMEOUT);

        assertThat(pipeline.steps().awaitOne(InvocationFailed.class, step -> true).reason())
                .isEqualTo(Reason.TIMEOUT);
        pipeline.pass(VISIBILITY_TIMEOUT);
        pipeline.awaitEmpty("jobs");
    }

    /** The function is suspended, so nothing tells when its time has begun. */
    private TimeoutHeld awaitHeld() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            pipeline.pass(TIMEOUT);
                            return pipeline.steps().of(TimeoutHeld.class, step -> true);
                        },
                        held -> !held.isEmpty())
                .get(0);
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

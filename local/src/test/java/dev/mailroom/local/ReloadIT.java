package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.FunctionStep.FunctionStarted;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** A function whose classes change while its pipeline runs. */
class ReloadIT {

    /** Says which version it is, after a batch that waits for an answer on a port. */
    private static final String HANDLER =
            """
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.SQSEvent;

            public class Versioned implements RequestHandler<SQSEvent, Object> {
                public Object handleRequest(SQSEvent event, Context context) {
                    String body = event.getRecords().get(0).getBody();
                    if (body.startsWith("wait")) {
                        try (var gate = new java.net.Socket("127.0.0.1", Integer.parseInt(body.substring(4)))) {
                            gate.getInputStream().read();
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    context.getLogger().log("handled by " + Late.name() + "\\n");
                    return null;
                }

                static class Late {
                    static String name() {
                        return "VERSION";
                    }
                }
            }
            """;

    private final Path classes;
    private final TestPipeline pipeline;

    ReloadIT(@TempDir Path folder) throws IOException {
        classes = Files.createDirectory(folder.resolve("classes"));
        compile("one");
        List<Path> classPath = new ArrayList<>(TestSystem.classPath());
        classPath.add(0, classes);
        pipeline =
                new TestPipeline(
                        LocalPipeline.builder()
                                .queue(TestPipeline.queue("jobs"))
                                .function(
                                        LocalFunction.process("work", "Versioned")
                                                .classPath(classPath)
                                                .reservedConcurrency(1)
                                                .reloading())
                                .eventSource(LocalEventSource.of("jobs", "work")));
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aRecompiledClassIsLiveAtTheNextBatch() throws Exception {
        pipeline.send("jobs", "a");
        awaitLog("handled by one");
        pipeline.send("jobs", "b");
        pipeline.steps().await(InvocationReturned.class, step -> true, 2);
        assertThat(pipeline.steps().of(FunctionStarted.class, step -> true)).hasSize(1);

        compile("two");
        pipeline.send("jobs", "c");

        awaitLog("handled by two");
    }

    @Test
    void aBatchInFlightIsNotDisturbed() throws Exception {
        try (ServerSocket gate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            pipeline.send("jobs", "wait" + gate.getLocalPort());
            try (Socket batch = gate.accept()) {
                clean();
                compile("two");
                batch.getOutputStream().write(1);
            }
        }

        awaitLog("handled by one");
        pipeline.send("jobs", "next");
        awaitLog("handled by two");
    }

    @Test
    void whileABuildHasDeletedTheClassesTheOldOnesServe() throws Exception {
        clean();
        pipeline.send("jobs", "a");

        awaitLog("handled by one");
    }

    private void awaitLog(String text) {
        var unused =
                pipeline.steps().awaitOne(FunctionLog.class, step -> step.line().contains(text));
    }

    private void compile(String version) throws IOException {
        Path source =
                Files.writeString(
                        classes.resolveSibling("Versioned.java"),
                        HANDLER.replace("VERSION", version));
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                source.toString());
        assertThat(result).isZero();
    }

    private void clean() throws IOException {
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}

package dev.mailroom.local.internal.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A process that this JVM has started and whose output it reads to the end. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Process process;
    private final Thread reader;

    private ChildProcess(Process process, Thread reader) {
        this.process = process;
        this.reader = reader;
    }

    public static ChildProcess start(String name, ProcessBuilder builder, Consumer<String> output)
            throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        Thread reader = Threads.startDaemon("mailroom-output-" + name, () -> read(process, output));
        return new ChildProcess(process, reader);
    }

    private static void read(Process process, Consumer<String> output) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(output);
        } catch (IOException | UncheckedIOException e) {
            // A killed process leaves a closed stream behind; the exit code is reported to those
            // that wait for it.
            output.accept("output ended: " + e.getMessage());
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with how the process ended. */
    public CompletableFuture<String> end() {
        return process.onExit()
                .thenApply(
                        ended ->
                                "process "
                                        + ended.pid()
                                        + " ended with exit code "
                                        + ended.exitValue());
    }

    /** Kills the process like kill -9, and waits until it has ended. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills the process, and waits for its output, unless a child of its own keeps that open. */
    @Override
    public void close() throws InterruptedException {
        kill();
        reader.join(PATIENCE.toMillis());
    }
}

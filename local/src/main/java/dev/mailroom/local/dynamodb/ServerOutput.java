package dev.mailroom.local.dynamodb;

import dev.mailroom.local.internal.support.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server's output, read to its end: that it listens, or why it does not. */
final class ServerOutput {

    private static final Logger LOG = LoggerFactory.getLogger("dev.mailroom.local.dynamodb");
    private static final String LISTENING = "Dynoxide listening on ";
    private static final int START_SECONDS = 30;

    private final CompletableFuture<Boolean> listening = new CompletableFuture<>();
    private final List<String> lines = new ArrayList<>();

    static ServerOutput of(Process process) {
        ServerOutput output = new ServerOutput();
        Threads.startDaemon("mailroom-output-dynamodb", () -> output.read(process));
        return output;
    }

    private void read(Process process) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(this::line);
        } catch (IOException | UncheckedIOException e) {
            // A killed process leaves a closed stream behind.
            line("output ended: " + e.getMessage());
        }
        listening.complete(false);
    }

    private synchronized void line(String line) {
        if (line.startsWith(LISTENING)) {
            listening.complete(true);
        } else if (listening.isDone()) {
            LOG.info(line);
        } else {
            lines.add(line);
        }
    }

    /** Waits until the server listens, or has ended without listening. */
    boolean isListening() throws IOException, InterruptedException {
        try {
            return listening.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it does not listen after " + START_SECONDS + " seconds", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The output before it listened. */
    synchronized String text() {
        return String.join(System.lineSeparator(), lines);
    }
}

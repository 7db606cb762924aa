package dev.mailroom.consumer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Maven that has not ended yet. */
final class RunningMaven implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> printed = new ArrayList<>();

    RunningMaven(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Waits for the next line with a text in it; fails if Maven ends before. */
    String await(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("No '" + text + "' in:\n" + String.join("\n", printed));
    }

    /** Ends it as Ctrl-C does, and waits for the end of all that it has started. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        process.onExit().join();
        started.forEach(child -> child.onExit().join());
    }
}

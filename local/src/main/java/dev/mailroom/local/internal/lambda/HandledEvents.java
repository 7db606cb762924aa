package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.support.ChildProcess;
import dev.mailroom.local.internal.support.JavaCommand;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalProcessFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The events that a function has handlers for, according to its own router.
 *
 * @param events source, detail-type and a sample of each
 * @param unknown why they are unknown; null if they are known
 */
public record HandledEvents(List<Event> events, @Nullable String unknown) {

    // These lead nowhere, so a handler that calls AWS in its constructor fails.
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final int PATIENCE = 60;

    /** An event by its source and detail-type, with a sample of its detail, in JSON. */
    public record Event(String source, String detailType, String sample) {}

    /** Creates the handler of a function in a process of its own, and asks it. */
    public static HandledEvents of(LocalProcessFunction function)
            throws IOException, InterruptedException {
        try (TempFolder folder = TempFolder.create()) {
            Path answer = folder.path().resolve("routes");
            StringBuilder output = new StringBuilder();
            try (ChildProcess process =
                    ChildProcess.start(
                            "routes-" + function.name(),
                            process(function, folder, answer),
                            line -> output.append('\n').append(line))) {
                var unused = process.end().get(PATIENCE, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                return new HandledEvents(List.of(), "it does not end");
            }
            return Files.exists(answer)
                    ? read(Files.readAllLines(answer))
                    : new HandledEvents(List.of(), "it ended with" + output);
        }
    }

    private static ProcessBuilder process(
            LocalProcessFunction function, TempFolder folder, Path answer) throws IOException {
        LocalEndpoints nobody =
                new LocalEndpoints(NOBODY, NOBODY, LocalAccount.REGION, LocalAccount.ID, Map.of());
        Path taskRoot = folder.folder("task");
        ProcessBuilder process =
                new ProcessBuilder(
                        JavaCommand.of(
                                JavaCommand.unpackLauncher(
                                        folder, RouteProbe.class, DetailSample.class),
                                List.of(),
                                function.classPath(),
                                RouteProbe.class.getName(),
                                List.of(
                                        function.handler().replaceFirst("::.*", ""),
                                        answer.toString())));
        process.directory(taskRoot.toFile());
        process.environment().clear();
        process.environment()
                .putAll(FunctionEnvironment.of(function, nobody, taskRoot, "127.0.0.1:9"));
        return process;
    }

    private static HandledEvents read(List<String> lines) {
        if (lines.size() == 1 && lines.get(0).startsWith(RouteProbe.NONE)) {
            return new HandledEvents(List.of(), lines.get(0).substring(1));
        }
        return new HandledEvents(
                lines.stream()
                        .map(line -> line.split("\t", 3))
                        .map(parts -> new Event(parts[0], parts[1], parts[2]))
                        .toList(),
                null);
    }
}

package dev.mailroom.local.cli;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.step.PipelineStep;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints what happens, one line a step, with the seconds since the start; or each as JSON. */
final class StepPrinter {

    private final PrintWriter out;
    private final boolean json;
    private final Instant start = Instant.now();

    StepPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void step(PipelineStep step) {
        if (json) {
            out.println(Json.write(Json.object(step.getClass().getSimpleName(), step)));
        } else {
            line("  " + step.describe());
        }
    }

    /** Says that the pipeline is up, and how to reach it from another terminal. */
    void up(Map<String, String> environment) {
        if (json) {
            out.println(Json.write(Json.object("Up", environment)));
            return;
        }
        line("Up; Ctrl-C ends it. In another terminal:");
        new TreeMap<>(environment)
                .forEach((name, value) -> line("    export " + name + "=" + value));
    }

    /** Says something to people. */
    void say(String text) {
        if (json) {
            out.println(Json.write(Json.object("Note", Map.of("text", text))));
        } else {
            line(text);
        }
    }

    private void line(String text) {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.2f %s", seconds, text));
    }
}

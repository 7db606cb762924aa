package dev.mailroom.local.cli;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.step.PipelineStep;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints each step as a line with the seconds since the start, or as JSON. */
final class StepPrinter {

    // The other endpoints are for functions, which need not go through the one address.
    private static final List<String> VARIABLES =
            List.of(
                    "AWS_ENDPOINT_URL",
                    "AWS_REGION",
                    "AWS_DEFAULT_REGION",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY");

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

    /** Prints that the pipeline is up, and how to reach it from another terminal. */
    void up(LocalEndpoints endpoints) {
        if (json) {
            out.println(Json.write(Json.object("Up", Map.of("endpoint", endpoints.all()))));
            return;
        }
        line("Up at " + endpoints.all() + "; Ctrl-C ends it. Open it in a browser to look on.");
        line("For the AWS CLI and SDKs in another terminal:");
        Map<String, String> environment = endpoints.environment();
        VARIABLES.forEach(name -> line("    export " + name + "=" + environment.get(name)));
    }

    /** Prints a line for people, not in JSON mode. */
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

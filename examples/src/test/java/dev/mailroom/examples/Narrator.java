package dev.mailroom.examples;

import dev.mailroom.local.step.FunctionStep;
import dev.mailroom.local.step.PipelineStep;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Prints what happens, one line a step, with the seconds since the start. */
final class Narrator implements Consumer<PipelineStep> {

    private final PrintStream out;
    private final Instant start = Instant.now();

    Narrator(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(PipelineStep step) {
        if (!isStackTrace(step)) {
            say("  " + step.describe());
        }
    }

    private static boolean isStackTrace(PipelineStep step) {
        return step instanceof FunctionStep.FunctionLog log
                && (log.line().startsWith("\tat ") || log.line().startsWith("\t... "));
    }

    void say(String line) {
        out.printf("%6.2f %s%n", Duration.between(start, Instant.now()).toMillis() / 1000.0, line);
    }
}

package dev.mailroom.local.junit;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.step.PipelineStep;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happens in a pipeline while a test runs. */
final class TestSteps {

    private final String test;
    private final LocalAws.Print print;
    private final LocalPipeline pipeline;
    private final @Nullable PipelineStep last;

    TestSteps(String test, LocalAws.Print print, LocalPipeline pipeline) {
        List<PipelineStep> before = pipeline.steps();
        this.test = test;
        this.print = print;
        this.pipeline = pipeline;
        this.last = before.isEmpty() ? null : before.get(before.size() - 1);
    }

    void end(boolean failed) {
        if (print == LocalAws.Print.ALWAYS || (failed && print == LocalAws.Print.ON_FAILURE)) {
            StringBuilder text = new StringBuilder();
            text.append(failed ? "FAILED: " : "").append(test).append(", and the pipeline:\n");
            for (PipelineStep step : since()) {
                text.append("    ").append(step.describe()).append('\n');
            }
            System.out.print(text);
        }
    }

    /** The steps of the test; all remaining ones if the last step before it is gone. */
    @SuppressWarnings("ReferenceEquality") // two steps may be equal
    private List<PipelineStep> since() {
        List<PipelineStep> now = pipeline.steps();
        for (int i = now.size() - 1; i >= 0; i--) {
            if (now.get(i) == last) {
                return now.subList(i + 1, now.size());
            }
        }
        return now;
    }
}

package dev.mailroom.local;

import dev.mailroom.local.internal.console.ConsoleParts.About;
import dev.mailroom.local.internal.console.Stories;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.step.PipelineStep;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.function.Consumer;

/**
 * How a pipeline starts, whatever its parts.
 *
 * @param port the port of its address, 0 for any
 * @param listener is told of its steps
 * @param stories keeps the events for the console; null if there is no console
 * @param about what the console says about the system
 * @param clock the clock of its queues, functions and buses
 */
record StartOptions(
        int port,
        Consumer<? super PipelineStep> listener,
        @Nullable Stories stories,
        About about,
        Clock clock) {

    /** The steps of a pipeline, for all its listeners. */
    Steps steps(PipelineDefinition definition, PipelineHistory history) {
        Consumer<PipelineStep> told = history.andThen(listener);
        if (stories == null) {
            return new Steps(told);
        }
        stories.begin(definition);
        return new Steps(stories.andThen(told), stories);
    }
}

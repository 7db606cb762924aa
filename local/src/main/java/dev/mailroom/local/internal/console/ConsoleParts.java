package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.model.LocalEvent;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The parts of a pipeline that the page shows and uses.
 *
 * @param endpoint the one address of the pipeline
 * @param dynamoDb where the tables are; null if there are none
 * @param events puts an event
 * @param routes asks the functions what they have handlers for, which takes a second
 * @param about what is known about the system apart from its definition
 */
public record ConsoleParts(
        PipelineDefinition definition,
        Map<String, SqsQueue> queues,
        URI endpoint,
        @Nullable URI dynamoDb,
        Events events,
        Stories stories,
        Supplier<List<Route>> routes,
        About about) {

    /** An event that a function has a handler for, with a sample of its detail, in JSON. */
    public record Route(String source, String detailType, String sample) {}

    /** Puts events, and returns their ids. */
    @FunctionalInterface
    public interface Events {
        String put(Entry entry) throws InterruptedException;
    }

    /**
     * An event that somebody puts on the page.
     *
     * @param isOnCustomBus whether its bus is a Custom Event Bus; a Classic one can have the same
     *     name
     */
    public record Entry(LocalEvent event, boolean isOnCustomBus) {}

    /**
     * What is known about a system apart from its definition.
     *
     * @param name its name
     * @param notes what of the template does not exist here
     * @param findings the mistakes in the template, computed on request
     */
    public record About(String name, List<String> notes, Supplier<List<String>> findings) {

        public static final About NOTHING = new About("pipeline", List.of(), List::of);
    }
}

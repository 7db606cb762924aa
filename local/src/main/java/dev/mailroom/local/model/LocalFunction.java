package dev.mailroom.local.model;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.local.internal.support.Checks;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * A Lambda function of a local pipeline, in a process of its own or in this one.
 *
 * <p>Defaults: a timeout of 30 seconds (Lambda's own default is 3), no reserved concurrency.
 * Immutable and thread-safe.
 */
public sealed interface LocalFunction permits LocalProcessFunction, LocalInProcessFunction {

    /**
     * Describes a function that runs in a Java process of its own, on the runtime client that
     * Lambda itself uses. Linux only.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param handler what a template calls {@code Handler}: a class, or {@code class::method}
     * @return the function, with 512 MB of memory and an empty class path
     * @throws IllegalArgumentException if the name is not valid
     */
    static LocalProcessFunction process(String name, String handler) {
        Checks.name("Function", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(handler, "handler");
        return LocalProcessFunction.of(name, handler);
    }

    /**
     * Describes a function that runs in this JVM, where a debugger reaches it, and takes messages
     * of queues. Its events go through Lambda's own deserialisation all the same.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param handler makes a handler that serves one batch at a time: the first one when the
     *     pipeline starts, others when batches are to run side by side or one has timed out
     * @return the function
     * @throws IllegalArgumentException if the name is not valid
     */
    static LocalInProcessFunction inProcess(
            String name,
            Function<? super LocalEndpoints, ? extends RequestHandler<SQSEvent, ?>> handler) {
        return inProcess(name, SQSEvent.class, handler);
    }

    /**
     * Describes a function that runs in this JVM, where a debugger reaches it, and takes events of
     * any kind, such as those of a rule that targets it. They go through Lambda's own
     * deserialisation all the same.
     *
     * @param <E> the type of the events
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param event the type of the events, such as {@code ScheduledEvent} or {@code Map}
     * @param handler makes a handler that serves one event at a time: the first one when the
     *     pipeline starts, others when events are to run side by side or one has timed out
     * @return the function
     * @throws IllegalArgumentException if the name is not valid
     */
    static <E> LocalInProcessFunction inProcess(
            String name,
            Class<E> event,
            Function<? super LocalEndpoints, ? extends RequestHandler<E, ?>> handler) {
        Checks.name("Function", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(handler, "handler");
        return new LocalInProcessFunction(
                name, new LocalInProcessFunction.Handler<>(event, handler), FunctionSettings.NONE);
    }

    /** The timeout of a function that sets none: 30 seconds. */
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Gives the name.
     *
     * @return the name, unique in a pipeline
     */
    String name();

    /**
     * Gives the time that one invocation may take.
     *
     * @return 1 second to 15 minutes
     */
    default Duration timeout() {
        Duration timeout = settings().timeout();
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    /** The concurrency of a function that reserves none: as much as its event sources ask for. */
    int UNRESERVED = Integer.MAX_VALUE;

    /**
     * Gives the number of batches, of all its event sources, that the function handles at once.
     *
     * @return 1 or more
     */
    default int reservedConcurrency() {
        Integer reserved = settings().reservedConcurrency();
        return reserved == null ? UNRESERVED : reserved;
    }

    /**
     * Gives the settings that were made.
     *
     * @return the settings, null where there is none
     */
    FunctionSettings settings();

    /**
     * Gives the function another name, and settings for what has none.
     *
     * @param name the name
     * @param defaults the settings for what is not set, such as those of a template
     * @return the function with this name and these settings
     */
    LocalFunction withDefaults(String name, FunctionSettings defaults);
}

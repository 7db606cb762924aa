package dev.mailroom.local.model;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

import dev.mailroom.local.internal.support.Checks;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * A Lambda function of a local pipeline, in a process of its own or in this JVM.
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
     * Describes a function that runs in this JVM, where a debugger reaches it, and handles messages
     * of queues. Its events still go through Lambda's own deserialization.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param handler creates a handler that serves one batch at a time: the first one when the
     *     pipeline starts, others when batches run in parallel or one has timed out
     * @return the function
     * @throws IllegalArgumentException if the name is not valid
     */
    static LocalInProcessFunction inProcess(
            String name,
            Function<? super LocalEndpoints, ? extends RequestHandler<SQSEvent, ?>> handler) {
        return inProcess(name, SQSEvent.class, handler);
    }

    /**
     * Describes a function that runs in this JVM, where a debugger reaches it, and handles events
     * of any kind, such as those of a rule that targets it. They still go through Lambda's own
     * deserialization.
     *
     * @param <E> the type of the events
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores
     * @param event the type of the events, such as {@code ScheduledEvent} or {@code Map}
     * @param handler creates a handler that serves one event at a time: the first one when the
     *     pipeline starts, others when events run in parallel or one has timed out
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

    /** The default timeout: 30 seconds. */
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Returns the name.
     *
     * @return the name, unique in a pipeline
     */
    String name();

    /**
     * Returns the time that one invocation may take.
     *
     * @return 1 second to 15 minutes
     */
    default Duration timeout() {
        Duration timeout = settings().timeout();
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    /** The default concurrency: as much as the event sources ask for. */
    int UNRESERVED = Integer.MAX_VALUE;

    /**
     * Returns how many batches of all its event sources the function handles at once.
     *
     * @return 1 or more
     */
    default int reservedConcurrency() {
        Integer reserved = settings().reservedConcurrency();
        return reserved == null ? UNRESERVED : reserved;
    }

    /**
     * Returns the settings.
     *
     * @return the settings, null for those that are not set
     */
    FunctionSettings settings();

    /**
     * Returns this function with another name, and with defaults for what is not set.
     *
     * @param name the name
     * @param defaults the defaults, such as a template's settings
     * @return the function with this name and these settings
     */
    LocalFunction withDefaults(String name, FunctionSettings defaults);
}

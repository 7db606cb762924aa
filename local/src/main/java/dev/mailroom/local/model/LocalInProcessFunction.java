package dev.mailroom.local.model;

import com.amazonaws.services.lambda.runtime.RequestHandler;

import dev.mailroom.local.internal.support.Checks;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * A function that runs in this JVM; see {@link LocalFunction#inProcess}.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 */
public final class LocalInProcessFunction implements LocalFunction {

    private final String name;
    private final Handler<?> handler;
    private final FunctionSettings settings;

    LocalInProcessFunction(String name, Handler<?> handler, FunctionSettings settings) {
        this.name = name;
        this.handler = handler;
        this.settings = settings;
    }

    /**
     * Sets the time that one invocation may take, after which its thread is interrupted; it
     * replaces an earlier setting.
     *
     * @param limit whole seconds, 1 second to 15 minutes; default 30 seconds
     * @return a function with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalInProcessFunction timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        Checks.wholeSeconds("Function '" + name + "': timeout", limit, 1, 900);
        return new LocalInProcessFunction(name, handler, settings.timeout(limit));
    }

    /**
     * Limits how many batches, of all its event sources, the function handles at once; it replaces
     * an earlier setting. A batch waits for its turn until its visibility timeout ends.
     *
     * @param environments 1 to 1,000; default: as many as the event sources ask for
     * @return a function with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalInProcessFunction reservedConcurrency(int environments) {
        Checks.within("Function '" + name + "': reservedConcurrency", environments, 1, 1_000);
        return new LocalInProcessFunction(
                name, handler, settings.reservedConcurrency(environments));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FunctionSettings settings() {
        return settings;
    }

    @Override
    public LocalInProcessFunction withDefaults(String newName, FunctionSettings defaults) {
        return new LocalInProcessFunction(newName, handler, settings.or(defaults));
    }

    /**
     * Returns the handler.
     *
     * @return the handler
     */
    public Handler<?> handler() {
        return handler;
    }

    /**
     * A handler of events of one type.
     *
     * @param <E> the type of the events
     * @param event the type of the events
     * @param factory creates a handler that serves one event at a time
     */
    public record Handler<E>(
            Class<E> event,
            Function<? super LocalEndpoints, ? extends RequestHandler<E, ?>> factory) {

        /**
         * Creates it from its parts.
         *
         * @param event the type of the events
         * @param factory creates the handlers
         */
        public Handler {
            Objects.requireNonNull(event, "event");
            Objects.requireNonNull(factory, "factory");
        }
    }

    @Override
    public String toString() {
        return "LocalFunction " + name + " in process";
    }
}

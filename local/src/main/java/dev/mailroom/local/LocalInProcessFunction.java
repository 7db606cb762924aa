package dev.mailroom.local;

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
    private final Function<LocalEndpoints, InProcessHandler<?>> handler;
    private final Duration timeout;
    private final int reservedConcurrency;

    LocalInProcessFunction(
            String name,
            Function<LocalEndpoints, InProcessHandler<?>> handler,
            Duration timeout,
            int reservedConcurrency) {
        this.name = name;
        this.handler = handler;
        this.timeout = timeout;
        this.reservedConcurrency = reservedConcurrency;
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
        return new LocalInProcessFunction(name, handler, limit, reservedConcurrency);
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
        return new LocalInProcessFunction(name, handler, timeout, environments);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public int reservedConcurrency() {
        return reservedConcurrency;
    }

    InProcessHandler<?> newHandler(LocalEndpoints endpoints) {
        return handler.apply(endpoints);
    }

    @Override
    public String toString() {
        return "LocalFunction " + name + " in process";
    }
}

package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings that all kinds of functions have; null if not set.
 *
 * @param timeout the time that one invocation may take
 * @param reservedConcurrency how many invocations run at once at most
 * @param memory megabytes
 * @param environment the variables of the function itself
 */
public record FunctionSettings(
        @Nullable Duration timeout,
        @Nullable Integer reservedConcurrency,
        @Nullable Integer memory,
        Map<String, String> environment) {

    static final FunctionSettings NONE = new FunctionSettings(null, null, null, Map.of());

    /**
     * Creates the settings with a copy of the environment.
     *
     * @param timeout the time that one invocation may take
     * @param reservedConcurrency how many invocations run at once at most
     * @param memory megabytes
     * @param environment the variables of the function itself
     */
    public FunctionSettings {
        environment = Map.copyOf(environment);
    }

    FunctionSettings timeout(Duration limit) {
        return new FunctionSettings(limit, reservedConcurrency, memory, environment);
    }

    FunctionSettings reservedConcurrency(int environments) {
        return new FunctionSettings(timeout, environments, memory, environment);
    }

    FunctionSettings memory(int megabytes) {
        return new FunctionSettings(timeout, reservedConcurrency, megabytes, environment);
    }

    FunctionSettings environment(String variable, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(variable, value);
        return new FunctionSettings(timeout, reservedConcurrency, memory, all);
    }

    FunctionSettings withoutEnvironment() {
        return new FunctionSettings(timeout, reservedConcurrency, memory, Map.of());
    }

    /** These settings, with the others' values for what is not set here. */
    FunctionSettings or(FunctionSettings others) {
        Map<String, String> all = new HashMap<>(others.environment);
        all.putAll(environment);
        return new FunctionSettings(
                timeout == null ? others.timeout : timeout,
                reservedConcurrency == null ? others.reservedConcurrency : reservedConcurrency,
                memory == null ? others.memory : memory,
                all);
    }
}

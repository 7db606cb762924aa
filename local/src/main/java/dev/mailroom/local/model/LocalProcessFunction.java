package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A function that runs in a Java process of its own; see {@link LocalFunction#process}.
 *
 * <p>Defaults: a timeout of 30 seconds, no reserved concurrency, 512 MB of memory, an empty class
 * path, no further environment. The process gets the variables that Lambda sets, the endpoints of
 * the pipeline, and of the environment of this JVM only {@code PATH} and {@code LANG}.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 */
public final class LocalProcessFunction implements LocalFunction {

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    private static final Set<String> RESERVED =
            Set.of(
                    "_HANDLER",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "AWS_DEFAULT_REGION",
                    "AWS_REGION",
                    "AWS_EXECUTION_ENV",
                    "AWS_LAMBDA_FUNCTION_NAME",
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                    "AWS_LAMBDA_FUNCTION_VERSION",
                    "AWS_LAMBDA_INITIALIZATION_TYPE",
                    "AWS_LAMBDA_LOG_GROUP_NAME",
                    "AWS_LAMBDA_LOG_STREAM_NAME",
                    "AWS_LAMBDA_RUNTIME_API",
                    "LAMBDA_TASK_ROOT",
                    "LAMBDA_RUNTIME_DIR");

    private static final int DEFAULT_MEMORY = 512;

    private final String name;
    private final String handler;
    private final List<Path> classPath;
    private final List<String> jvmOptions;
    private final FunctionSettings settings;

    LocalProcessFunction(
            String name,
            String handler,
            List<Path> classPath,
            List<String> jvmOptions,
            FunctionSettings settings) {
        this.name = name;
        this.handler = handler;
        this.classPath = classPath;
        this.jvmOptions = jvmOptions;
        this.settings = settings;
    }

    private LocalProcessFunction with(FunctionSettings others) {
        return new LocalProcessFunction(name, handler, classPath, jvmOptions, others);
    }

    /**
     * Sets what ships with the function; it replaces an earlier setting. The runtime client comes
     * by itself, ahead of it.
     *
     * @param entries jars and folders of classes
     * @return a function with this setting
     */
    public LocalProcessFunction classPath(List<Path> entries) {
        return new LocalProcessFunction(name, handler, List.copyOf(entries), jvmOptions, settings);
    }

    /**
     * Sets the time that one invocation may take, after which the process is killed; it replaces an
     * earlier setting.
     *
     * @param limit whole seconds, 1 second to 15 minutes; default 30 seconds
     * @return a function with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalProcessFunction timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        Checks.wholeSeconds(place("timeout"), limit, 1, 900);
        return with(settings.timeout(limit));
    }

    /**
     * Limits how many batches, of all its event sources, the function handles at once; it replaces
     * an earlier setting. A batch waits for its turn until its visibility timeout ends.
     *
     * @param environments 1 to 1,000; default: as many as the event sources ask for
     * @return a function with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalProcessFunction reservedConcurrency(int environments) {
        Checks.within(place("reservedConcurrency"), environments, 1, 1_000);
        return with(settings.reservedConcurrency(environments));
    }

    /**
     * Sets the memory of the function, of which most is the heap; it replaces an earlier setting.
     *
     * @param megabytes 128 to 10,240 MB; default 512 MB
     * @return a function with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalProcessFunction memory(int megabytes) {
        Checks.within(place("memory"), megabytes, 128, 10_240);
        return with(settings.memory(megabytes));
    }

    /**
     * Adds an environment variable; it replaces one of the same name.
     *
     * @param variable the name
     * @param value the value
     * @return a function with this setting
     * @throws IllegalArgumentException if Lambda reserves the variable for itself
     */
    public LocalProcessFunction environment(String variable, String value) {
        Objects.requireNonNull(variable, "variable");
        Objects.requireNonNull(value, "value");
        Checks.check(
                !RESERVED.contains(variable),
                place("environment") + ": " + variable + " is reserved by Lambda.");
        return with(settings.environment(variable, value));
    }

    /**
     * Adds an option of the function's JVM, after those that Lambda and the pipeline set.
     *
     * @param option for example {@code
     *     -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005}
     * @return a function with this setting
     */
    public LocalProcessFunction jvmOption(String option) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.add(Objects.requireNonNull(option, "option"));
        return new LocalProcessFunction(name, handler, classPath, List.copyOf(all), settings);
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
    public LocalProcessFunction withDefaults(String newName, FunctionSettings defaults) {
        return new LocalProcessFunction(
                newName, handler, classPath, jvmOptions, settings.or(defaults));
    }

    /**
     * Gives the handler.
     *
     * @return the class, with or without a method
     */
    public String handler() {
        return handler;
    }

    /**
     * Gives the memory.
     *
     * @return the memory, in megabytes
     */
    public int memory() {
        Integer memory = settings.memory();
        return memory == null ? DEFAULT_MEMORY : memory;
    }

    /**
     * Gives the class path.
     *
     * @return folders and jars
     */
    public List<Path> classPath() {
        return classPath;
    }

    /**
     * Gives the options of the JVM.
     *
     * @return the options, in their order
     */
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    private String place(String property) {
        return "Function '" + name + "': " + property;
    }

    @Override
    public String toString() {
        return "LocalFunction " + name + " of " + handler;
    }
}

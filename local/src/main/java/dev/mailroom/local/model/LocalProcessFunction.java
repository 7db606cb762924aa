package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A function that runs in a Java process of its own; see {@link LocalFunction#process}.
 *
 * <p>Defaults: a timeout of 30 seconds, no reserved concurrency, 512 MB of memory, an empty class
 * path, no further environment. The process gets the variables that Lambda sets, the endpoints of
 * the pipeline, and from the environment of this JVM only {@code PATH} and {@code LANG}.
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
    private final Launch launch;
    private final FunctionSettings settings;

    private LocalProcessFunction(
            String name, String handler, Launch launch, FunctionSettings settings) {
        this.name = name;
        this.handler = handler;
        this.launch = launch;
        this.settings = settings;
    }

    static LocalProcessFunction of(String name, String handler) {
        return new LocalProcessFunction(name, handler, Launch.PLAIN, FunctionSettings.NONE);
    }

    private LocalProcessFunction with(FunctionSettings others) {
        return new LocalProcessFunction(name, handler, launch, others);
    }

    private LocalProcessFunction with(Launch other) {
        return new LocalProcessFunction(name, handler, other, settings);
    }

    /**
     * Sets the code that ships with the function; it replaces an earlier setting. The runtime
     * client is added before it.
     *
     * @param entries jars and folders of classes
     * @return a function with this setting
     */
    public LocalProcessFunction classPath(List<Path> entries) {
        return with(
                new Launch(
                        List.copyOf(entries), launch.jvmOptions, launch.reloads, launch.debugPort));
    }

    /**
     * Restarts the function before its next invocation when a class or a jar of its class path has
     * changed. A running invocation is not disturbed.
     *
     * @return a function with this setting
     */
    public LocalProcessFunction reloading() {
        return with(new Launch(launch.classPath, launch.jvmOptions, true, launch.debugPort));
    }

    /**
     * Lets a debugger attach to the function, which then handles one batch at a time. While a
     * debugger is attached, the timeout of an invocation is held, and its messages stay hidden in
     * their queue.
     *
     * @param port the port of 127.0.0.1 that the debugger attaches to, 1 to 65,535
     * @return a function with this setting
     * @throws IllegalArgumentException if the port is out of range
     */
    public LocalProcessFunction debug(int port) {
        Checks.within(place("debug"), port, 1, 65_535);
        return with(new Launch(launch.classPath, launch.jvmOptions, launch.reloads, port))
                .reservedConcurrency(1);
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
     * Sets the memory of the function, most of which is heap; it replaces an earlier setting.
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
     * Sets all environment variables; they replace all earlier ones.
     *
     * @param variables their names and values
     * @return a function with these variables alone
     * @throws IllegalArgumentException if Lambda reserves one for itself
     */
    public LocalProcessFunction environment(Map<String, String> variables) {
        LocalProcessFunction function = with(settings.withoutEnvironment());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            function = function.environment(variable.getKey(), variable.getValue());
        }
        return function;
    }

    /**
     * Adds an option of the function's JVM, after those that Lambda and the pipeline set.
     *
     * @param option for example {@code -Dcom.example.trace=true}
     * @return a function with this setting
     */
    public LocalProcessFunction jvmOption(String option) {
        List<String> all = new ArrayList<>(launch.jvmOptions);
        all.add(Objects.requireNonNull(option, "option"));
        return with(
                new Launch(launch.classPath, List.copyOf(all), launch.reloads, launch.debugPort));
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
        return new LocalProcessFunction(newName, handler, launch, settings.or(defaults));
    }

    /**
     * Returns the handler.
     *
     * @return the class, with or without a method
     */
    public String handler() {
        return handler;
    }

    /**
     * Returns the memory.
     *
     * @return the memory, in megabytes
     */
    public int memory() {
        Integer memory = settings.memory();
        return memory == null ? DEFAULT_MEMORY : memory;
    }

    /**
     * Returns the class path.
     *
     * @return folders and jars
     */
    public List<Path> classPath() {
        return launch.classPath;
    }

    /**
     * Returns the options of the JVM.
     *
     * @return the options, in their order
     */
    public List<String> jvmOptions() {
        return launch.jvmOptions;
    }

    /**
     * Tells whether the function is restarted when its class path has changed.
     *
     * @return whether it is
     */
    public boolean reloads() {
        return launch.reloads;
    }

    /**
     * Returns the port for a debugger.
     *
     * @return the port; 0 if there is none
     */
    public int debugPort() {
        return launch.debugPort;
    }

    /** How to start its processes. */
    private record Launch(
            List<Path> classPath, List<String> jvmOptions, boolean reloads, int debugPort) {

        static final Launch PLAIN = new Launch(List.of(), List.of(), false, 0);
    }

    private String place(String property) {
        return "Function '" + name + "': " + property;
    }

    @Override
    public String toString() {
        return "LocalFunction " + name + " of " + handler;
    }
}

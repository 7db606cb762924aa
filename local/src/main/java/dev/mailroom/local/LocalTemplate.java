package dev.mailroom.local;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.template.Notes;
import dev.mailroom.local.internal.template.PipelineReader;
import dev.mailroom.local.internal.template.Template;
import dev.mailroom.local.model.LocalFunction;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A SAM or CloudFormation template, as a local pipeline runs it.
 *
 * <p>It knows queues with redrive, tables with time to live, event buses, rules with a pattern or a
 * schedule and what their targets get, schedules of EventBridge Scheduler, SNS topics and their
 * subscriptions, functions, their SQS event sources with filters and their other events, and what
 * becomes of those that they fail with; parameters, conditions, the {@code Function} globals of
 * SAM, and the functions {@code Ref}, {@code GetAtt}, {@code Sub}, {@code Join}, {@code Select} and
 * {@code If}. What has no meaning on one machine, such as alarms and policies, is listed by {@link
 * #notes()}; anything else is an error that names the resource and the property.
 *
 * <p>A resource that names itself has that name here, any other its logical id. The code of the
 * functions is not taken from {@code CodeUri}, but from {@link #classPath}.
 *
 * <p>Defaults: every parameter has the default that the template gives it, the class path is empty,
 * and schedules tick as the template says. Immutable and thread-safe: every setter returns a new
 * value.
 */
public final class LocalTemplate {

    private final Path file;
    private final Map<String, String> parameters;
    private final List<Path> classPath;
    private final Map<String, LocalFunction> functions;
    private final Map<String, Duration> periods;

    private LocalTemplate(
            Path file,
            Map<String, String> parameters,
            List<Path> classPath,
            Map<String, LocalFunction> functions,
            Map<String, Duration> periods) {
        this.file = file;
        this.parameters = parameters;
        this.classPath = classPath;
        this.functions = functions;
        this.periods = periods;
    }

    static LocalTemplate of(Path file) {
        return new LocalTemplate(
                Objects.requireNonNull(file, "file"), Map.of(), List.of(), Map.of(), Map.of());
    }

    /**
     * Gives a parameter its value; it replaces an earlier one.
     *
     * @param name the parameter, which the template must declare
     * @param value the value
     * @return a template with this value
     */
    public LocalTemplate parameter(String name, String value) {
        return new LocalTemplate(
                file, with(parameters, name, value), classPath, functions, periods);
    }

    /**
     * Sets what the functions of the template have on their class path; it replaces an earlier one.
     *
     * @param entries folders and jars, all that the functions ship with
     * @return a template with this class path
     */
    public LocalTemplate classPath(List<Path> entries) {
        return new LocalTemplate(file, parameters, List.copyOf(entries), functions, periods);
    }

    /**
     * Puts a function in the place of the one of the same name that the template describes, such as
     * one that runs in this JVM; it replaces an earlier one. Its event sources stay.
     *
     * @param function the function, with all its settings
     * @return a template with this function
     */
    public LocalTemplate function(LocalFunction function) {
        Objects.requireNonNull(function, "function");
        return new LocalTemplate(
                file, parameters, classPath, with(functions, function.name(), function), periods);
    }

    /**
     * Lets a scheduled rule tick at another rate than its expression says; it replaces an earlier
     * one.
     *
     * @param rule the name of the rule; an event of a function that has no name is called by both
     *     logical ids, as in {@code WorkNightly}
     * @param period any time above zero
     * @return a template with this rate
     */
    public LocalTemplate every(String rule, Duration period) {
        return new LocalTemplate(
                file, parameters, classPath, functions, with(periods, rule, period));
    }

    /**
     * Reads the template into the description of a pipeline.
     *
     * @return a new builder, for DynamoDB, a listener and whatever the template does not hold
     * @throws IllegalArgumentException if the template is wrong, or holds what is not supported
     *     locally; the message names the resource and the property
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public LocalPipelineBuilder pipeline() {
        return read(new Notes());
    }

    /**
     * Lists what of the template has no meaning here.
     *
     * @return a line for each resource that has something of it, in their order
     * @throws IllegalArgumentException if the template is wrong, or holds what is not supported
     *     locally; the message names the resource and the property
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public List<String> notes() {
        Notes notes = new Notes();
        var unused = read(notes);
        return notes.lines();
    }

    Template read() {
        return Template.read(file, parameters);
    }

    private LocalPipelineBuilder read(Notes notes) {
        PipelineReader reader = new PipelineReader(read(), classPath, functions, periods, notes);
        return new LocalPipelineBuilder(new DefinitionBuilder(reader.definition()));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> all = new HashMap<>(map);
        all.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return Map.copyOf(all);
    }

    @Override
    public String toString() {
        return "LocalTemplate " + file;
    }
}

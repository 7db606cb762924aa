package dev.mailroom.local;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.template.Changes;
import dev.mailroom.local.internal.template.FunctionCode;
import dev.mailroom.local.internal.template.PipelineReader;
import dev.mailroom.local.internal.template.Replacements;
import dev.mailroom.local.internal.template.language.Remark;
import dev.mailroom.local.internal.template.language.Template;
import dev.mailroom.local.internal.template.language.Values;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A SAM or CloudFormation template that a local pipeline can run.
 *
 * <p>It is strict about what a message touches: queues with redrive, tables, event buses, rules,
 * subscribers and schedules, topics and subscriptions, functions, their event sources, and the
 * destinations of failed events. If a property of these would change what happens to a message and
 * is not simulated, it is an error. Everything else in a template, such as an API, a bucket or a
 * layer, is a note, listed by {@link #notes()} and logged when the template is read. References to
 * it get a placeholder (a name, an ARN or a URL), so that every variable has a value. An error
 * names line, resource and property, and all errors come at once.
 *
 * <p>A resource that sets its own name has that name here, and any other its logical id. {@code
 * CodeUri} names the code of a function, such as {@code target/function}: a folder with classes at
 * its top and jars in {@code lib}, or a jar.
 *
 * <p>Defaults: every parameter has the template's default, or a placeholder if it has none; the
 * class path is what {@code CodeUri} names, and schedules tick as the template says. Immutable and
 * thread-safe: every setter returns a new value.
 */
public final class LocalTemplate {

    private static final Logger LOG = LoggerFactory.getLogger(LocalTemplate.class);

    private final Path file;
    private final Values values;
    private final FunctionCode code;
    private final Changes changes;

    private LocalTemplate(Path file, Values values, FunctionCode code, Changes changes) {
        this.file = file;
        this.values = values;
        this.code = code;
        this.changes = changes;
    }

    static LocalTemplate of(Path file) {
        return new LocalTemplate(
                Objects.requireNonNull(file, "file"),
                Values.NONE,
                FunctionCode.BUILT,
                Changes.NONE);
    }

    private LocalTemplate with(Values others) {
        return new LocalTemplate(file, others, code, changes);
    }

    private LocalTemplate with(Changes others) {
        return new LocalTemplate(file, values, code, others);
    }

    /**
     * Sets the value of a parameter; it replaces an earlier one.
     *
     * @param name the parameter, which the template must declare
     * @param value the value
     * @return a template with this value
     */
    public LocalTemplate parameter(String name, String value) {
        return with(values.parameter(name, value));
    }

    /**
     * Sets the value of an import from another stack; it replaces an earlier one.
     *
     * @param export the name of the export, as {@code Fn::ImportValue} has it
     * @param value the value
     * @return a template with this value
     */
    public LocalTemplate importedValue(String export, String value) {
        return with(values.imported(export, value));
    }

    /**
     * Sets the value of a dynamic reference, or of a parameter in Systems Manager; it replaces an
     * earlier one.
     *
     * @param reference what is between <code>{{resolve:</code> and <code>}}</code>, such as {@code
     *     ssm:/shop/queue}, with or without its version
     * @param value the value
     * @return a template with this value
     */
    public LocalTemplate resolvedValue(String reference, String value) {
        return with(values.resolved(reference, value));
    }

    /**
     * Starts without the functions that are not written in Java and are not replaced: messages in
     * their queues stay there, and invocations of them do nothing. Each is a note.
     *
     * @return a template that starts without them
     */
    public LocalTemplate withoutOtherFunctions() {
        return with(changes.withoutOtherFunctions());
    }

    /**
     * Starts without a function, as {@link #withoutOtherFunctions} does for those that are not
     * written in Java.
     *
     * @param function the name or the logical id of the function
     * @return a template that starts without it
     */
    public LocalTemplate without(String function) {
        return with(changes.without(Objects.requireNonNull(function, "function")));
    }

    /**
     * Sets the class path of the template's functions, in place of their {@code CodeUri}; it
     * replaces an earlier one.
     *
     * @param entries folders and jars, all that the functions ship with
     * @return a template with this class path
     */
    public LocalTemplate classPath(List<Path> entries) {
        return with(new FunctionCode(List.copyOf(entries), List.of()));
    }

    /**
     * Sets the class path of tests, for functions that are not built before the tests run; it
     * replaces an earlier class path. A function whose {@code CodeUri} is one of these folders gets
     * that folder and the jars in its {@code lib}: what ships, and nothing that only tests have.
     * Any other function gets this class path, because the code in its {@code CodeUri} may be
     * older.
     *
     * @param entries folders and jars
     * @return a template with this class path
     */
    public LocalTemplate testClassPath(List<Path> entries) {
        return with(new FunctionCode(List.of(), List.copyOf(entries)));
    }

    private LocalTemplate with(FunctionCode other) {
        return new LocalTemplate(file, values, other, changes);
    }

    /**
     * Replaces a function of the template, for example by one that runs in this JVM; it replaces an
     * earlier one. The template's event sources apply to it, and also the template's timeout,
     * concurrency, memory and environment unless it sets its own. The template's runtime, handler
     * and code do not apply.
     *
     * @param function the function, by the name or the logical id of the one that it replaces
     * @return a template with this function
     */
    public LocalTemplate function(LocalFunction function) {
        return with(changes.function(Objects.requireNonNull(function, "function")));
    }

    /**
     * Adds an environment variable to a function; it replaces one of the same name, the template's
     * included.
     *
     * @param function the name or the logical id of the function
     * @param variable the name of the variable
     * @param value its value
     * @return a template with this variable
     */
    public LocalTemplate environment(String function, String variable, String value) {
        return with(changes.environment(function, variable, value));
    }

    /**
     * Restarts a function before its next invocation when its classes have changed; see {@link
     * dev.mailroom.local.model.LocalProcessFunction#reloading}.
     *
     * @return a template whose functions reload
     */
    public LocalTemplate reloading() {
        return with(changes.reloading());
    }

    /**
     * Lets a debugger attach to a function; see {@link
     * dev.mailroom.local.model.LocalProcessFunction#debug}.
     *
     * @param function the name or the logical id of the function
     * @param port the port of 127.0.0.1 that the debugger attaches to, 1 to 65,535
     * @return a template with this function to debug
     */
    public LocalTemplate debug(String function, int port) {
        return with(changes.debug(Objects.requireNonNull(function, "function"), port));
    }

    /**
     * Sets another rate for a scheduled rule than its expression says; it replaces an earlier one.
     *
     * @param rule the name of the rule; an event of a function that has no name is called by both
     *     logical ids, as in {@code WorkNightly}
     * @param period any time above zero
     * @return a template with this rate
     */
    public LocalTemplate every(String rule, Duration period) {
        return with(changes.every(rule, period));
    }

    /**
     * Reads the template into the description of a pipeline.
     *
     * @return a new builder, for DynamoDB, a listener and whatever the template does not hold
     * @throws IllegalArgumentException if the template is wrong, or holds what would change what
     *     happens to a message and is not simulated; the message names all errors with line,
     *     resource and property
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public LocalPipelineBuilder pipeline() {
        Template template = read();
        PipelineDefinition definition = definition(template);
        template.remarks().notes().forEach(note -> LOG.info("{}: {}", file.getFileName(), note));
        return new LocalPipelineBuilder(
                new DefinitionBuilder(definition),
                AboutTemplate.of(this, file, template.remarks().notes()));
    }

    /**
     * Lists what has no effect here, and which values are placeholders.
     *
     * @return a line for each, in the order of the template
     * @throws IllegalArgumentException if the template is wrong, or holds what would change what
     *     happens to a message and is not simulated; the message names all errors with line,
     *     resource and property
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public List<String> notes() {
        Template template = read();
        var unused = definition(template);
        return template.remarks().notes().stream().map(Remark::toString).toList();
    }

    Template read() {
        return Template.read(file, values);
    }

    /** The functions whose event source is a queue. */
    List<LocalFunction> functionsOfQueues() {
        PipelineDefinition definition = definition(read());
        Set<String> names =
                definition.eventSources().stream()
                        .map(LocalEventSource::function)
                        .collect(Collectors.toSet());
        return definition.functions().values().stream()
                .filter(function -> names.contains(function.name()))
                .toList();
    }

    Template readForDoctor() {
        return Template.read(file, values.markingUnknown());
    }

    private PipelineDefinition definition(Template template) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder");
        return new PipelineReader(template, code, folder, new Replacements(changes)).definition();
    }

    @Override
    public String toString() {
        return "LocalTemplate " + file;
    }
}

package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says what a local pipeline consists of, and starts it.
 *
 * <p>Defaults: the bus {@code default} and nothing else; no listener; no DynamoDB. What is added in
 * whatever order is checked as a whole by {@link #start()}.
 *
 * <p>Not thread-safe.
 */
public final class LocalPipelineBuilder {

    private final List<LocalQueue> queues = new ArrayList<>();
    private final List<LocalTable> tables = new ArrayList<>();
    private final Set<String> buses = new LinkedHashSet<>(List.of(LocalRule.DEFAULT_BUS));
    private final List<LocalRule> rules = new ArrayList<>();
    private final List<LocalFunction> functions = new ArrayList<>();
    private final List<LocalEventSource> eventSources = new ArrayList<>();
    private final Set<String> topics = new LinkedHashSet<>();
    private final List<TopicSubscription> subscriptions = new ArrayList<>();
    private final Map<String, AsyncSettings> asyncSettings = new LinkedHashMap<>();
    private @Nullable Path dynamoDbClassPathFile;
    private Consumer<? super PipelineStep> listener = step -> {};

    LocalPipelineBuilder() {}

    /**
     * Adds a queue.
     *
     * @param queue the queue; a dead-letter queue is added like any other
     * @return this builder
     */
    public LocalPipelineBuilder queue(LocalQueue queue) {
        queues.add(Objects.requireNonNull(queue, "queue"));
        return this;
    }

    /**
     * Adds a table, which needs {@link #dynamoDbLocal}.
     *
     * @param table the table
     * @return this builder
     */
    public LocalPipelineBuilder table(LocalTable table) {
        tables.add(Objects.requireNonNull(table, "table"));
        return this;
    }

    /**
     * Adds an event bus.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores; {@code default} is always
     *     there
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid, or the bus is there already
     */
    public LocalPipelineBuilder eventBus(String name) {
        Checks.name("Event bus", Objects.requireNonNull(name, "name"));
        Checks.check(buses.add(name), "Event bus '" + name + "' is declared twice.");
        return this;
    }

    /**
     * Adds a rule.
     *
     * @param rule the rule
     * @return this builder
     */
    public LocalPipelineBuilder rule(LocalRule rule) {
        rules.add(Objects.requireNonNull(rule, "rule"));
        return this;
    }

    /**
     * Adds a function.
     *
     * @param function the function
     * @return this builder
     */
    public LocalPipelineBuilder function(LocalFunction function) {
        functions.add(Objects.requireNonNull(function, "function"));
        return this;
    }

    /**
     * Adds an event source mapping.
     *
     * @param eventSource the mapping
     * @return this builder
     */
    public LocalPipelineBuilder eventSource(LocalEventSource eventSource) {
        eventSources.add(Objects.requireNonNull(eventSource, "eventSource"));
        return this;
    }

    void topic(String name) {
        Checks.check(topics.add(name), "Topic '" + name + "' is declared twice.");
    }

    void subscription(TopicSubscription subscription) {
        subscriptions.add(subscription);
    }

    /** Says what becomes of events that a function fails with, in addition to what was said. */
    void asynchronous(AsyncSettings settings) {
        asyncSettings.merge(settings.function(), settings, AsyncSettings::and);
    }

    /**
     * Gives the pipeline a DynamoDB; it replaces an earlier setting.
     *
     * @param classPathFile a file whose one line is the class path of DynamoDB Local
     * @return this builder
     */
    public LocalPipelineBuilder dynamoDbLocal(Path classPathFile) {
        dynamoDbClassPathFile = Objects.requireNonNull(classPathFile, "classPathFile");
        return this;
    }

    /**
     * Has every step told, one after another, on one thread of the pipeline; it replaces an earlier
     * setting.
     *
     * @param steps what hears them; the pipeline does not wait for it, and goes on when it throws
     * @return this builder
     */
    public LocalPipelineBuilder listener(Consumer<? super PipelineStep> steps) {
        listener = Objects.requireNonNull(steps, "steps");
        return this;
    }

    /**
     * Starts everything, and waits until it is ready. If a part does not start, those that did are
     * stopped again.
     *
     * @return the running pipeline
     * @throws IllegalArgumentException if the parts do not fit together; the message names the
     *     resource and the property
     * @throws IllegalStateException if a part does not start, and the message says which; if there
     *     are tables and no DynamoDB; if a function is to run in a process where that is not
     *     possible; or if the thread is interrupted, whose flag stays set
     */
    public LocalPipeline start() {
        return PipelineStart.start(DefinitionCheck.of(definition()), listener);
    }

    PipelineDefinition definition() {
        return new PipelineDefinition(
                PipelineDefinition.byName("Queue", queues, LocalQueue::name),
                PipelineDefinition.byName("Table", tables, LocalTable::name),
                Set.copyOf(buses),
                List.copyOf(rules),
                PipelineDefinition.byName("Function", functions, LocalFunction::name),
                List.copyOf(eventSources),
                Set.copyOf(topics),
                List.copyOf(subscriptions),
                Map.copyOf(asyncSettings),
                dynamoDbClassPathFile);
    }
}

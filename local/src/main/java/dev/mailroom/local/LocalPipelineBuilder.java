package dev.mailroom.local;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.console.ConsoleParts.About;
import dev.mailroom.local.internal.console.Stories;
import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.definition.DefinitionCheck;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.step.PipelineStep;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Describes a local pipeline, and starts it.
 *
 * <p>Defaults: the bus {@code default} and nothing else; no listener; any free port; no console;
 * the DynamoDB that this library brings, if there is a table. Parts may be added in any order;
 * {@link #start()} checks them as a whole.
 *
 * <p>Not thread-safe.
 */
public final class LocalPipelineBuilder {

    private final DefinitionBuilder parts;
    private Consumer<? super PipelineStep> listener = step -> {};
    private final About about;
    private int port;
    private @Nullable Stories stories;
    private Clock clock = Clock.systemUTC();

    LocalPipelineBuilder(DefinitionBuilder parts) {
        this(parts, About.NOTHING);
    }

    LocalPipelineBuilder(DefinitionBuilder parts, About about) {
        this.parts = parts;
        this.about = about;
    }

    /**
     * Adds a queue.
     *
     * @param queue the queue; a dead-letter queue is added like any other
     * @return this builder
     */
    public LocalPipelineBuilder queue(LocalQueue queue) {
        parts.queue(Objects.requireNonNull(queue, "queue"));
        return this;
    }

    /**
     * Adds a table.
     *
     * @param table the table
     * @return this builder
     */
    public LocalPipelineBuilder table(LocalTable table) {
        parts.table(Objects.requireNonNull(table, "table"));
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
        parts.eventBus(Objects.requireNonNull(name, "name"));
        return this;
    }

    /**
     * Adds a rule.
     *
     * @param rule the rule
     * @return this builder
     */
    public LocalPipelineBuilder rule(LocalRule rule) {
        parts.rule(Objects.requireNonNull(rule, "rule"));
        return this;
    }

    /**
     * Adds a Custom Event Bus.
     *
     * @param bus the bus
     * @return this builder
     */
    public LocalPipelineBuilder customBus(CustomBus bus) {
        parts.customBus(Objects.requireNonNull(bus, "bus"));
        return this;
    }

    /**
     * Adds a subscriber of a Custom Event Bus.
     *
     * @param subscriber the subscriber
     * @return this builder
     */
    public LocalPipelineBuilder subscriber(Subscriber subscriber) {
        parts.subscriber(Objects.requireNonNull(subscriber, "subscriber"));
        return this;
    }

    /**
     * Adds a function.
     *
     * @param function the function
     * @return this builder
     */
    public LocalPipelineBuilder function(LocalFunction function) {
        parts.function(Objects.requireNonNull(function, "function"));
        return this;
    }

    /**
     * Adds an event source mapping.
     *
     * @param eventSource the mapping
     * @return this builder
     */
    public LocalPipelineBuilder eventSource(LocalEventSource eventSource) {
        parts.eventSource(Objects.requireNonNull(eventSource, "eventSource"));
        return this;
    }

    /**
     * Sets which DynamoDB the pipeline uses, even without a table; it replaces an earlier setting.
     *
     * @param server names it; what this leaves open, system properties can set
     * @return this builder
     */
    public LocalPipelineBuilder dynamoDb(DynamoDbServer server) {
        parts.dynamoDb(Objects.requireNonNull(server, "server"));
        return this;
    }

    /**
     * Sets the port of the {@linkplain LocalPipeline#endpoint one address} of all services; it
     * replaces an earlier setting. If it is taken, the next free one is used, and a warning says
     * which.
     *
     * @param number 1 to 65,535, or 0 for any free port; default 0
     * @return this builder
     * @throws IllegalArgumentException if there is no such port
     */
    public LocalPipelineBuilder port(int number) {
        port = Checks.within("port", number, 0, 65_535);
        return this;
    }

    /**
     * Serves the console at the {@linkplain LocalPipeline#endpoint one address}: a page that shows
     * the system, each event with its story, queues, dead letters and tables, and puts events. It
     * keeps the last 2,000 events. By default there is no console, and nothing is kept.
     *
     * @return this builder
     */
    public LocalPipelineBuilder console() {
        if (stories == null) {
            stories = new Stories(Clock.systemUTC());
        }
        return this;
    }

    /**
     * Continues an earlier pipeline, which must be closed before this one starts: takes over its
     * port and, if it has one, its console with the events that it shows. It replaces earlier
     * settings of both.
     *
     * @param earlier the other pipeline
     * @return this builder
     */
    public LocalPipelineBuilder after(LocalPipeline earlier) {
        port = earlier.endpoint().getPort();
        stories = earlier.stories();
        return this;
    }

    /**
     * Sets what is told of every step, one after the other, on one thread of the pipeline; it
     * replaces an earlier setting.
     *
     * @param steps the listener; the pipeline does not wait for it, and continues if it throws
     * @return this builder
     */
    public LocalPipelineBuilder listener(Consumer<? super PipelineStep> steps) {
        listener = Objects.requireNonNull(steps, "steps");
        return this;
    }

    /**
     * Sets the clock of the pipeline, so that a test can move it forward instead of waiting: for a
     * visibility timeout, for the delay or the retention of a queue, or for a function to time out.
     * It replaces an earlier setting; the default is the clock of the machine.
     *
     * <p>Schedules, batching windows and the retries of rules and subscribers take real time.
     * Functions in processes of their own read the clock of the machine.
     *
     * @param clock the clock; it must never be behind that of the machine, which dates messages
     * @return this builder
     */
    public LocalPipelineBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock").withZone(ZoneOffset.UTC);
        return this;
    }

    /**
     * Checks that the parts fit together, and starts nothing.
     *
     * @throws IllegalArgumentException if they do not; the message names the resource and the
     *     property
     */
    public void check() {
        var unused = DefinitionCheck.of(definition());
    }

    /**
     * Starts everything, and waits until it is ready. If a part does not start, the others are
     * stopped again.
     *
     * @return the running pipeline
     * @throws IllegalArgumentException if the parts do not fit together; the message names the
     *     resource and the property
     * @throws IllegalStateException if a part does not start, and the message says which; if there
     *     are tables but no DynamoDB; if a function needs a process and the platform does not
     *     support that; or if the thread is interrupted, whose flag stays set
     */
    public LocalPipeline start() {
        return PipelineStart.start(
                DefinitionCheck.of(definition()),
                new StartOptions(port, listener, stories, about, clock));
    }

    PipelineDefinition definition() {
        return parts.definition();
    }
}

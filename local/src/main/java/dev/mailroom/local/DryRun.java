package dev.mailroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.console.ConsoleParts.About;
import dev.mailroom.local.internal.definition.DefinitionCheck;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.lambda.MessageTrial;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Tries messages with a function of a template, to find out which of them it can handle.
 *
 * <p>The function runs in its own process, with the queues, buses and tables of the template on
 * this machine. The tables are empty at the start, and keep what the tried messages write. Nothing
 * reads the queues, and no rule or subscriber takes what the function publishes. Each message is a
 * batch of its own, so the other messages of its message group do not wait for it.
 *
 * <p>The process has dummy credentials, no endpoint of AWS but that of this pipeline, and resolves
 * no host name: a request to another host fails with {@code UnknownHostException}. That does not
 * keep it from files, from IP addresses in its code or its variables, or from native code with a
 * resolver of its own. A function that {@linkplain LocalFunction#inProcess runs in this JVM}, for
 * example with the in-memory sinks of {@code mailroom-testing}, is not restricted at all.
 *
 * <p>A message that passes here may still fail on AWS: for example, if it changes an item that must
 * be there, if the role of the function lacks a permission, or if the function runs on another
 * Java. Immutable and thread-safe: every setter returns a new value.
 */
public final class DryRun {

    private final LocalTemplate template;
    private final String function;
    private final @Nullable String queue;
    private final boolean network;
    private final Consumer<? super String> output;

    private DryRun(
            LocalTemplate template,
            String function,
            @Nullable String queue,
            boolean network,
            Consumer<? super String> output) {
        this.template = template;
        this.function = function;
        this.queue = queue;
        this.network = network;
        this.output = output;
    }

    /**
     * Describes a dry run.
     *
     * @param template the template, with the class path of the function
     * @param function the name of the function, which reads a queue
     * @return the dry run, without the network
     */
    public static DryRun of(LocalTemplate template, String function) {
        return new DryRun(
                Objects.requireNonNull(template, "template"),
                Objects.requireNonNull(function, "function"),
                null,
                false,
                line -> {});
    }

    /**
     * Sets the queue that the messages seem to come from; it replaces an earlier setting.
     *
     * @param name one of the queues that the function reads; default: the only one
     * @return a dry run with this setting
     */
    public DryRun queue(String name) {
        return new DryRun(
                template, function, Objects.requireNonNull(name, "name"), network, output);
    }

    /**
     * Lets the function resolve host names. What it does on other hosts then really happens.
     *
     * @return a dry run with this setting
     */
    public DryRun withNetwork() {
        return new DryRun(template, function, queue, true, output);
    }

    /**
     * Sets what gets the lines that the function writes; it replaces an earlier setting.
     *
     * @param lines gets each line
     * @return a dry run with this setting
     */
    public DryRun output(Consumer<? super String> lines) {
        return new DryRun(
                template, function, queue, network, Objects.requireNonNull(lines, "lines"));
    }

    /**
     * The result for a message.
     *
     * @param messageId the id of the message
     * @param fault why the function cannot handle it; null if it can
     */
    public record Result(String messageId, @Nullable String fault) {

        /**
         * Tells whether the function can handle the message.
         *
         * @return whether it would be deleted, and was not quarantined
         */
        public boolean passes() {
            return fault == null;
        }
    }

    /**
     * Tries messages, one after the other.
     *
     * @param messages each as the AWS CLI's {@code receive-message} prints it: a JSON object with
     *     {@code MessageId}, {@code Body}, {@code Attributes} and {@code MessageAttributes}; if
     *     there is none, the description is checked and nothing starts
     * @return a result for each, in the same order
     * @throws IllegalArgumentException if a message has no id, the template is wrong, the function
     *     reads no such queue, or it reads several and none is set; also if a system property names
     *     a DynamoDB, whose tables may not be empty
     * @throws IllegalStateException if the function or another part does not start, and the message
     *     says which; if this JVM ends meanwhile; or if the thread is interrupted, whose flag stays
     *     set
     */
    public List<Result> run(List<String> messages) {
        List<ObjectNode> tried = messages.stream().map(DryRun::read).toList();
        PipelineDefinition all = template.withoutOtherFunctions().pipeline().definition();
        LocalEventSource source = source(all);
        requireOwnTables(all);
        FailuresSaid said = new FailuresSaid(output);
        try (TempFolder folder = TempFolder.create()) {
            LocalFunction own = PipelineStart.required(all.functions(), function);
            PipelineDefinition parts =
                    onlyWith(new Confinement(folder.path(), network).of(own), all);
            // The output is complete when the process has ended.
            List<Tried> verdicts = verdicts(parts, source, tried, said);
            return verdicts.stream().map(one -> one.result(said)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while messages were tried.", e);
        }
    }

    private static ObjectNode read(String message) {
        try {
            if (Json.read(message) instanceof ObjectNode node && node.hasNonNull("MessageId")) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A message is not JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("A message has no MessageId.");
    }

    private LocalEventSource source(PipelineDefinition all) {
        List<LocalEventSource> sources =
                all.eventSources().stream()
                        .filter(source -> source.function().equals(function))
                        .filter(source -> queue == null || source.queue().equals(queue))
                        .toList();
        String what = "Function '" + function + "' of the template reads ";
        Checks.check(
                !sources.isEmpty(),
                what + (queue == null ? "no queue" : "no queue '" + queue + "'") + ".");
        Checks.check(
                sources.size() == 1,
                what
                        + "the queues "
                        + sources.stream().map(LocalEventSource::queue).toList()
                        + ": choose one.");
        return sources.get(0);
    }

    private static void requireOwnTables(PipelineDefinition all) {
        DynamoDbServer server = all.dynamoDb().or(DynamoDbServer.ofSystemProperties());
        Checks.check(
                server.endpoint() == null,
                "A dry run needs empty tables: do not set " + DynamoDbServer.ENDPOINT + ".");
    }

    private static PipelineDefinition onlyWith(LocalFunction function, PipelineDefinition all) {
        return new PipelineDefinition(
                all.queues(),
                all.tables(),
                all.buses(),
                List.of(),
                Map.of(function.name(), function),
                List.of(),
                all.topics(),
                List.of(),
                all.customBuses(),
                List.of(),
                Map.of(),
                all.dynamoDb());
    }

    private record Tried(String id, MessageTrial.Verdict verdict) {

        Result result(FailuresSaid said) {
            return new Result(id, verdict.fault(said.reported(id), said.quarantined(id)));
        }
    }

    private static List<Tried> verdicts(
            PipelineDefinition parts,
            LocalEventSource source,
            List<ObjectNode> messages,
            FailuresSaid said)
            throws InterruptedException {
        PipelineDefinition checked = DefinitionCheck.of(parts);
        List<Tried> all = new ArrayList<>();
        if (messages.isEmpty()) {
            return all;
        }
        StartOptions options = new StartOptions(0, said, null, About.NOTHING, Clock.systemUTC());
        try (LocalPipeline pipeline = PipelineStart.start(checked, options)) {
            MessageTrial trial = new MessageTrial(source, pipeline.function(source.function()));
            for (ObjectNode message : messages) {
                all.add(new Tried(message.path("MessageId").asText(), trial.of(message)));
            }
        }
        return all;
    }
}

package dev.mailroom.local;

import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.internal.console.Stories;
import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.eventbridge.EventsByHand;
import dev.mailroom.local.internal.eventbus.CustomBuses;
import dev.mailroom.local.internal.lambda.FunctionInvoker;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.support.CloseStack;
import dev.mailroom.local.model.DeadLetter;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalInvocation;
import dev.mailroom.local.step.PipelineStep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * EventBridge, SQS, Lambda and DynamoDB, running on this machine until it is closed.
 *
 * <p>Closing it stops every process and server that it has started. Should nobody close it, the end
 * of this JVM does, by whatever means it ends.
 *
 * <p>Thread-safe.
 */
public final class LocalPipeline implements AutoCloseable {

    private final LocalEndpoints endpoints;
    private final Map<String, SqsQueue> queues;
    private final Map<String, FunctionInvoker> functions;
    private final EventsByHand events;
    private final CustomBuses customBuses;
    private final Progress progress;
    private final @Nullable Stories stories;
    private final CloseStack parts;

    private LocalPipeline(
            LocalEndpoints endpoints,
            Map<String, SqsQueue> queues,
            Map<String, FunctionInvoker> functions,
            EventsByHand events,
            CustomBuses customBuses,
            Progress progress,
            @Nullable Stories stories,
            CloseStack parts) {
        this.endpoints = endpoints;
        this.queues = queues;
        this.functions = functions;
        this.events = events;
        this.customBuses = customBuses;
        this.progress = progress;
        this.stories = stories;
        this.parts = parts;
    }

    static LocalPipeline running(
            LocalEndpoints endpoints,
            Map<String, SqsQueue> queues,
            Map<String, FunctionInvoker> functions,
            EventsByHand events,
            CustomBuses customBuses,
            Progress progress,
            StartOptions options,
            CloseStack parts) {
        return new LocalPipeline(
                endpoints,
                Map.copyOf(queues),
                Map.copyOf(functions),
                events,
                customBuses,
                progress,
                options.stories(),
                parts);
    }

    /**
     * Begins the description of the pipeline that a SAM or CloudFormation template describes.
     *
     * @param file the template, in YAML or JSON; it is read by {@link LocalTemplate#pipeline}
     * @return the template, with the defaults of its parameters
     */
    public static LocalTemplate fromTemplate(Path file) {
        return LocalTemplate.of(file);
    }

    /**
     * Begins the description of a pipeline.
     *
     * @return a builder of a pipeline with nothing but the bus {@code default}
     */
    public static LocalPipelineBuilder builder() {
        return new LocalPipelineBuilder(new DefinitionBuilder());
    }

    /**
     * Says where the parts answer.
     *
     * @return the endpoints
     */
    public LocalEndpoints endpoints() {
        return endpoints;
    }

    /**
     * Gives the one address that serves EventBridge, SQS, DynamoDB and publishing by SNS, told
     * apart by the request: what {@code AWS_ENDPOINT_URL} of the AWS CLI or an SDK is set to.
     *
     * @return the address, on 127.0.0.1
     */
    public URI endpoint() {
        return endpoints.all();
    }

    /**
     * Gives the URL of a queue, for SQS clients.
     *
     * @param queue the name of the queue
     * @return its URL
     * @throws IllegalArgumentException if there is no such queue
     */
    public String queueUrl(String queue) {
        return named("queue", queues, queue).url();
    }

    /**
     * Puts an event on a bus, past everything that PutEvents refuses: an event of AWS's own, such
     * as one of {@code aws.s3}, to test the rule that waits for it. A bus without a Classic bus of
     * its name is a Custom Event Bus.
     *
     * @param event the event
     * @return its id
     * @throws IllegalArgumentException if there is no such bus
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public String put(LocalEvent event) {
        Objects.requireNonNull(event, "event");
        boolean isCustom = !events.knows(event.bus()) && customBuses.has(event.bus());
        return ask(() -> isCustom ? customBuses.put(event) : events.put(event));
    }

    /**
     * Delivers again what a Custom Event Bus keeps, through the filters and the transformer of a
     * subscriber, to its target. Events have their ids, and {@code aws:DeliveryType} is {@code
     * REPLAY}. On AWS, a replay is a new subscriber that starts at a point in time.
     *
     * @param bus the name of the bus
     * @param subscriber the name of the subscriber
     * @param part the part of what the bus keeps
     * @return how many events the subscriber wants of it
     * @throws IllegalArgumentException if there is no such bus or subscriber
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public int replay(String bus, String subscriber, Replay part) {
        Objects.requireNonNull(subscriber, "subscriber");
        Objects.requireNonNull(part, "part");
        return ask(() -> customBuses.replay(bus, subscriber, part));
    }

    /**
     * Starts a subscriber that is stopped, so that it delivers what its bus took meanwhile.
     *
     * @param bus the name of the bus
     * @param subscriber the name of the subscriber
     * @throws IllegalArgumentException if there is no such bus or subscriber
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public void resume(String bus, String subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        ask(
                () -> {
                    customBuses.resume(bus, subscriber);
                    return subscriber;
                });
    }

    /**
     * Waits until nothing is on its way any more: the queues that functions read are empty, no
     * function handles anything, and no event waits for another attempt. What failed is then in a
     * dead-letter queue, or lost, and the listener has been told of it.
     *
     * <p>A message that a function has failed with is on its way until its queue delivers it again,
     * which is after the visibility timeout, and gives it up.
     *
     * @param timeout how long to wait
     * @throws IllegalStateException if something is still on its way by then, and the message says
     *     what and where; or if the thread is interrupted, whose flag stays set
     */
    public void awaitIdle(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        ask(
                () -> {
                    progress.awaitIdle(timeout);
                    return timeout;
                });
    }

    /**
     * Gives the messages that are in a dead-letter queue now. They stay there, and looking at them
     * is not a receive.
     *
     * @param queue the name of the dead-letter queue, or of another one that no function reads
     * @return the messages, in the order in which they came; immutable
     * @throws IllegalArgumentException if there is no such queue
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public List<DeadLetter> deadLetters(String queue) {
        SqsQueue deadLetters = named("queue", queues, queue);
        return ask(() -> deadLetters.lookUp(progress.history().messagesOf(queue))).stream()
                .map(message -> new DeadLetter(message.id(), message.body(), message.attributes()))
                .toList();
    }

    /**
     * Gives the invocations of a function that have ended, as far as they are among the latest
     * 10,000 steps.
     *
     * @param function the name of the function
     * @return the invocations, in the order of their ends; immutable
     * @throws IllegalArgumentException if there is no such function
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public List<LocalInvocation> invocations(String function) {
        var unused = named("function", functions, function);
        return ask(() -> progress.history().invocations(function));
    }

    /**
     * Gives the latest steps, up to 10,000 of them.
     *
     * @return the steps, in their order; immutable
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public List<PipelineStep> steps() {
        return ask(() -> progress.history().steps());
    }

    /**
     * Kills every process of a function, as {@code kill -9} does, and waits for their end. A
     * running invocation fails; the next one gets a new process, as on Lambda.
     *
     * @param function the name of the function
     * @throws IllegalArgumentException if there is no such function
     * @throws IllegalStateException if the function runs in this JVM, or if the thread is
     *     interrupted, whose flag stays set
     */
    public void killFunction(String function) {
        try {
            named("function", functions, function).kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while function '" + function + "' was killed.", e);
        }
    }

    private interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the pipeline was asked.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console keeps; null if there is none. */
    @Nullable Stories stories() {
        return stories;
    }

    private static <T> T named(String kind, Map<String, T> things, String name) {
        T thing = things.get(Objects.requireNonNull(name, "name"));
        if (thing == null) {
            throw new IllegalArgumentException("The pipeline has no " + kind + " '" + name + "'.");
        }
        return thing;
    }

    /**
     * Stops everything, waits for the end of every process, and removes all files. A second call
     * does nothing.
     */
    @Override
    public void close() {
        parts.close();
    }
}

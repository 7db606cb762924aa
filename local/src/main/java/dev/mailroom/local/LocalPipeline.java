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
 * <p>Closing it stops every process and server that it has started. If it is not closed, the end of
 * this JVM stops them, however the JVM ends.
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

    /** Takes over what runs; closing the parts stops all of it. */
    LocalPipeline(
            LocalEndpoints endpoints,
            Map<String, SqsQueue> queues,
            Map<String, FunctionInvoker> functions,
            EventsByHand events,
            CustomBuses customBuses,
            Progress progress,
            @Nullable Stories stories,
            CloseStack parts) {
        this.endpoints = endpoints;
        this.queues = Map.copyOf(queues);
        this.functions = Map.copyOf(functions);
        this.events = events;
        this.customBuses = customBuses;
        this.progress = progress;
        this.stories = stories;
        this.parts = parts;
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
     * Returns the endpoints of the pipeline's parts.
     *
     * @return the endpoints
     */
    public LocalEndpoints endpoints() {
        return endpoints;
    }

    /**
     * Returns the one address that serves EventBridge, SQS, DynamoDB and publishing to SNS: the
     * value of {@code AWS_ENDPOINT_URL} for the AWS CLI or an SDK.
     *
     * @return the address, on 127.0.0.1
     */
    public URI endpoint() {
        return endpoints.all();
    }

    /**
     * Returns the URL of a queue, for SQS clients.
     *
     * @param queue the name of the queue
     * @return its URL
     * @throws IllegalArgumentException if there is no such queue
     */
    public String queueUrl(String queue) {
        return named("queue", queues, queue).url();
    }

    /**
     * Puts an event on a bus, even one that PutEvents would refuse, such as an event of {@code
     * aws.s3}, to test the rule that waits for it. If no Classic bus has the name, it is that of a
     * Custom Event Bus.
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
     * Replays the events that a Custom Event Bus keeps to a subscriber's target, through its
     * filters and its transformer. Events keep their ids, and {@code aws:DeliveryType} is {@code
     * REPLAY}. On AWS, a replay is a new subscriber that starts at a point in time.
     *
     * @param bus the name of the bus
     * @param subscriber the name of the subscriber
     * @param part the part of what the bus keeps
     * @return how many of these events match the subscriber's filters
     * @throws IllegalArgumentException if there is no such bus or subscriber
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public int replay(String bus, String subscriber, Replay part) {
        Objects.requireNonNull(subscriber, "subscriber");
        Objects.requireNonNull(part, "part");
        return ask(() -> customBuses.replay(bus, subscriber, part));
    }

    /**
     * Starts a stopped subscriber, which then delivers what its bus has taken in the meantime.
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
     * Waits until the pipeline is idle: the queues that functions read are empty, no function is
     * handling anything, and no event waits for another attempt. What failed is then in a
     * dead-letter queue, or lost, and the listener has been told.
     *
     * <p>After a failure, a message counts as in progress until its queue has redelivered it, after
     * the visibility timeout, and given it up.
     *
     * @param timeout how long to wait
     * @throws IllegalStateException if the pipeline is not idle by then; the message says what is
     *     still where. Also if the thread is interrupted; its interrupt flag stays set
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
     * Returns the messages that are in a dead-letter queue now. They stay there, and this does not
     * count as a receive.
     *
     * @param queue the name of the dead-letter queue, or of another queue that no function reads
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
     * Returns the invocations of a function that have ended, as far as they are among the latest
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
     * Returns the latest steps, up to 10,000 of them.
     *
     * @return the steps, in their order; immutable
     * @throws IllegalStateException if the thread is interrupted, whose flag stays set
     */
    public List<PipelineStep> steps() {
        return ask(() -> progress.history().steps());
    }

    /**
     * Kills every process of a function, like {@code kill -9}, and waits until they have ended. A
     * running invocation fails; the next one gets a new process, as on Lambda.
     *
     * @param function the name of the function
     * @throws IllegalArgumentException if there is no such function
     * @throws IllegalStateException if the function runs in this JVM, or if the thread is
     *     interrupted; its interrupt flag stays set
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

    FunctionInvoker function(String name) {
        return named("function", functions, name);
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

    /** The events that the console keeps; null if there is no console. */
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
     * Stops everything, waits until every process has ended, and removes all files. A second call
     * does nothing.
     */
    @Override
    public void close() {
        parts.close();
    }
}

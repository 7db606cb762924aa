package dev.mailroom.sqs;

import dev.mailroom.SqsBatchHandler;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep.MessageDelivered;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** Queues and functions of a local pipeline, for one test class. */
final class LocalQueues implements BeforeAllCallback, AfterAllCallback {

    static final Duration SOON = Duration.ofSeconds(60);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final LocalPipelineBuilder builder =
            LocalPipeline.builder()
                    .listener(this::keep)
                    .clock(() -> Instant.now().plus(ahead.get()));
    private final List<PipelineStep> steps = new CopyOnWriteArrayList<>();
    private final Map<LocalEndpoints, SqsClient> clients = new ConcurrentHashMap<>();
    private LocalPipeline pipeline;
    private SqsClient sqs;

    /** Adds a queue and the function that handles its messages. */
    LocalQueues handled(
            String queue,
            Duration visibilityTimeout,
            Function<SqsClient, SqsBatchHandler> newHandler) {
        queue(of(queue).visibilityTimeout(visibilityTimeout));
        builder.function(
                LocalFunction.inProcess(
                        function(queue), endpoints -> newHandler.apply(client(endpoints))));
        builder.eventSource(
                LocalEventSource.of(queue, function(queue)).reportBatchItemFailures(true));
        return this;
    }

    /** Adds a queue that no function reads; what a test receives from it stays hidden. */
    LocalQueues queue(String queue) {
        return queue(of(queue).visibilityTimeout(Duration.ofHours(12)));
    }

    private LocalQueues queue(LocalQueue queue) {
        builder.queue(queue);
        return this;
    }

    private static LocalQueue of(String queue) {
        return queue.endsWith(".fifo") ? LocalQueue.fifo(queue) : LocalQueue.standard(queue);
    }

    private static String function(String queue) {
        return "function-of-" + queue;
    }

    SqsClient sqs() {
        return sqs;
    }

    /** Lets time pass for the queues: at its end, what was reported is visible again. */
    void pass(Duration time) {
        ahead.updateAndGet(now -> now.plus(time));
    }

    String url(String queue) {
        return pipeline.queueUrl(queue);
    }

    /** How many messages nobody sees: received and not deleted. */
    int hidden(String queue) {
        return count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    int visible(String queue) {
        return count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** How many messages there are, seen or not, at one moment. */
    int messages(String queue) {
        return count(
                queue,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int count(String queue, QueueAttributeName... attributes) {
        Map<QueueAttributeName, String> counts =
                sqs.getQueueAttributes(
                                request ->
                                        request.queueUrl(url(queue))
                                                .attributeNames(QueueAttributeName.ALL))
                        .attributes();
        return Stream.of(attributes).map(counts::get).mapToInt(Integer::parseInt).sum();
    }

    /** Receives messages, with all that is known of them. */
    List<Message> receive(String queue) {
        return sqs.receiveMessage(
                        request ->
                                request.queueUrl(url(queue))
                                        .maxNumberOfMessages(10)
                                        .messageAttributeNames("All")
                                        .messageSystemAttributeNames(
                                                MessageSystemAttributeName.ALL))
                .messages();
    }

    /** The ids that came into a queue. */
    List<String> delivered(String queue) {
        return steps(MessageDelivered.class).stream()
                .filter(step -> step.queue().equals(queue))
                .map(MessageDelivered::messageId)
                .toList();
    }

    /** What each invocation of a queue's function reported, in order. */
    List<List<String>> reported(String queue) {
        return steps(InvocationReturned.class).stream()
                .filter(step -> step.function().equals(function(queue)))
                .map(InvocationReturned::failedMessageIds)
                .toList();
    }

    private <S extends PipelineStep> List<S> steps(Class<S> type) {
        return steps.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void keep(PipelineStep step) {
        steps.add(step);
    }

    private SqsClient client(LocalEndpoints endpoints) {
        return clients.computeIfAbsent(endpoints, LocalQueues::newClient);
    }

    private static SqsClient newClient(LocalEndpoints endpoints) {
        SqsClient client =
                SqsClient.builder()
                        .endpointOverride(endpoints.sqs())
                        .region(Region.of(endpoints.region()))
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local")))
                        .build();
        // A client's first request takes long, which must not count for the first invocation.
        client.listQueues();
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        pipeline = builder.start();
        sqs = client(pipeline.endpoints());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pipeline.close();
        sqs.close();
    }
}

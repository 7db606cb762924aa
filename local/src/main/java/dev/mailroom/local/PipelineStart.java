package dev.mailroom.local;

import dev.mailroom.local.dynamodb.LocalDynamoDb;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.eventbridge.EventsByHand;
import dev.mailroom.local.internal.eventbus.CustomBuses;
import dev.mailroom.local.internal.lambda.AsyncFunction;
import dev.mailroom.local.internal.lambda.BatchDelivery;
import dev.mailroom.local.internal.lambda.EventSourceMapping;
import dev.mailroom.local.internal.lambda.FunctionInvoker;
import dev.mailroom.local.internal.lambda.FunctionInvokers;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.sqs.SqsServer;
import dev.mailroom.local.internal.support.CloseStack;
import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.PipelineStep;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts the parts of a pipeline, in parallel if they do not need each other. */
final class PipelineStart {

    // On Lambda it is a minute, and then two.
    private static final Duration ASYNC_PAUSE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PipelineDefinition definition;
    private final StartOptions options;
    private final Clock clock;
    private final CloseStack parts = CloseStack.closedAtShutdown();
    private final PipelineHistory history;
    private final Steps steps;
    private final List<AsyncFunction> asyncFunctions = new ArrayList<>();
    private final ExecutorService executor =
            Executors.newCachedThreadPool(Threads.daemon("mailroom-start"));

    private PipelineStart(PipelineDefinition definition, StartOptions options) {
        this.definition = definition;
        this.options = options;
        this.clock = options.clock();
        Set<String> unread = new HashSet<>(definition.queues().keySet());
        unread.removeAll(queuesThatAreRead());
        this.history = new PipelineHistory(unread);
        this.steps = options.steps(definition, history);
    }

    static LocalPipeline start(PipelineDefinition definition, StartOptions options) {
        PipelineStart start = new PipelineStart(definition, options);
        boolean started = false;
        try {
            LocalPipeline pipeline = start.start();
            started = true;
            return pipeline;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The local pipeline did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while the local pipeline was starting.", e);
        } finally {
            start.executor.shutdownNow();
            if (!started) {
                start.stop();
            }
        }
    }

    private LocalPipeline start() throws IOException, InterruptedException {
        parts.add(steps);
        parts.add(() -> steps.add(new PipelineStep.Stopped()));
        TempFolder folder = parts.add(TempFolder.create());
        OneAddress address = parts.add(OneAddress.start(options));
        Future<Optional<LocalDynamoDb>> dynamoDb = executor.submit(this::startDynamoDb);
        // In a thread that is never interrupted: ElasticMQ would leave its own threads behind.
        FutureTask<SqsServer> sqs =
                new FutureTask<>(() -> parts.add(SqsServer.start(address.uri(), steps, clock)));
        Threads.startDaemon("mailroom-start-sqs", sqs);
        SqsServer server = join("SQS", sqs);
        Map<String, SqsQueue> queues = createQueues(server);
        URI tables = join("DynamoDB", dynamoDb).map(LocalDynamoDb::endpoint).orElse(null);
        LocalEndpoints endpoints = address.forward(server, tables);
        Map<String, FunctionInvoker> functions = functions(folder, endpoints);
        Recipients recipients = recipients(queues, functions);
        BusStart buses = new BusStart(definition, recipients, steps, clock, parts, address);
        buses.topics();
        CustomBuses customBuses = buses.customBuses();
        EventsByHand events = buses.buses();
        // A function may use its tables, queues and buses as soon as it is constructed.
        startFunctions(functions.values());
        definition.eventSources().forEach(source -> startMapping(source, queues, functions));
        buses.schedules();
        address.showConsole(definition, queues, tables, events, customBuses);
        // Once more, so that it closes first.
        parts.add(address);
        List<SqsQueue> read =
                queuesThatAreRead().stream().map(queue -> required(queues, queue)).toList();
        Progress progress = new Progress(steps, history, server, read, asyncFunctions, customBuses);
        return new LocalPipeline(
                endpoints,
                queues,
                functions,
                events,
                customBuses,
                progress,
                options.stories(),
                parts);
    }

    private Set<String> queuesThatAreRead() {
        return definition.eventSources().stream()
                .map(LocalEventSource::queue)
                .collect(Collectors.toSet());
    }

    /** Stops what has started or was still starting. */
    private void stop() {
        boolean interrupted = Thread.interrupted();
        try {
            // A part that is interrupted while it starts stops its own process.
            executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        parts.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<LocalDynamoDb> startDynamoDb() {
        DynamoDbServer server = definition.dynamoDb().or(DynamoDbServer.ofSystemProperties());
        if (definition.tables().isEmpty() && !server.isNamed()) {
            return Optional.empty();
        }
        LocalDynamoDb dynamoDb = parts.add(LocalDynamoDb.start(server));
        definition.tables().values().forEach(dynamoDb::createTable);
        return Optional.of(dynamoDb);
    }

    private Map<String, SqsQueue> createQueues(SqsServer sqs)
            throws IOException, InterruptedException {
        Map<String, SqsQueue> queues = new LinkedHashMap<>();
        for (LocalQueue queue : definition.queuesInOrder()) {
            queues.put(queue.name(), sqs.create(queue));
        }
        return queues;
    }

    private Map<String, FunctionInvoker> functions(TempFolder folder, LocalEndpoints endpoints)
            throws IOException {
        FunctionInvokers invokers = new FunctionInvokers(folder, endpoints, steps, clock);
        Map<String, FunctionInvoker> functions = new LinkedHashMap<>();
        for (LocalFunction function : definition.functions().values()) {
            functions.put(function.name(), parts.add(invokers.of(function)));
        }
        return functions;
    }

    private void startFunctions(Collection<FunctionInvoker> functions) throws InterruptedException {
        Map<String, Future<?>> starts = new LinkedHashMap<>();
        functions.forEach(
                function -> starts.put(function.name(), executor.submit(starting(function))));
        for (Map.Entry<String, Future<?>> start : starts.entrySet()) {
            join("function '" + start.getKey() + "'", start.getValue());
        }
    }

    private static Callable<?> starting(FunctionInvoker invoker) {
        return () -> {
            invoker.start();
            return invoker;
        };
    }

    private void startMapping(
            LocalEventSource source,
            Map<String, SqsQueue> queues,
            Map<String, FunctionInvoker> functions) {
        SqsQueue queue = required(queues, source.queue());
        FunctionInvoker function = required(functions, source.function());
        BatchDelivery delivery =
                new BatchDelivery(source, queue, function, steps, PipelineStart::newId);
        EventSourceMapping mapping =
                parts.add(new EventSourceMapping(source, queue, function, delivery));
        mapping.start();
    }

    private Recipients recipients(
            Map<String, SqsQueue> queues, Map<String, FunctionInvoker> functions) {
        Recipients recipients = new Recipients();
        queues.forEach((name, queue) -> recipients.add(Destination.queue(name), queue::send));
        for (FunctionInvoker function : functions.values()) {
            AsyncSettings settings =
                    definition
                            .asyncSettings()
                            .getOrDefault(
                                    function.name(), AsyncSettings.byDefault(function.name()));
            AsyncFunction async =
                    new AsyncFunction(
                            function,
                            settings,
                            ASYNC_PAUSE,
                            recipients,
                            steps,
                            clock,
                            PipelineStart::newId);
            asyncFunctions.add(async);
            recipients.add(Destination.function(function.name()), parts.add(async));
        }
        return recipients;
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    static <T> T required(Map<String, T> things, String name) {
        T thing = things.get(name);
        if (thing == null) {
            throw new IllegalStateException("'" + name + "' passed the check and is missing.");
        }
        return thing;
    }

    private static <T> T join(String part, Future<T> start) throws InterruptedException {
        try {
            return start.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "The local pipeline could not start " + part + ": " + cause.getMessage(),
                    cause);
        }
    }
}

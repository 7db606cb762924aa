package dev.mailroom.local.internal.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.HiddenAddress;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.LocalQueue;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.CreateQueueData;
import org.elasticmq.DeadLettersQueueData;
import org.elasticmq.ElasticMQError;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;

import scala.Option;
import scala.collection.immutable.List$;
import scala.util.Either;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SQS: ElasticMQ in this JVM. The pipeline asks its actors. For functions and clients there is an
 * HTTP server in front of them, which starts when the first one comes: it takes as long as the
 * actors, and most runs never need it.
 */
public final class SqsServer implements AutoCloseable {

    private static final int MILLISECONDS_TO_TELL = 1_000;

    private final ActorSystem actors;
    private final Steps steps;
    private final Clock clock;
    private final ActorRef events;
    private final ActorRef queueManager;
    private final List<SqsQueue> queues = new CopyOnWriteArrayList<>();
    private final URI address;
    private final FutureTask<HttpServer> http = new FutureTask<>(this::startHttp);
    private final AtomicBoolean wanted = new AtomicBoolean();

    private SqsServer(ActorSystem actors, URI address, Steps steps, Clock clock) {
        this.actors = actors;
        this.steps = steps;
        this.clock = clock;
        this.address = address;
        this.events = actors.actorOf(QueueEvents.props(steps));
        this.queueManager = queueManager(actors, events, clock);
    }

    /**
     * Starts it.
     *
     * @param address the address in the URLs of its queues
     */
    public static SqsServer start(URI address, Steps steps, Clock clock) {
        OwnLines.quiet();
        ActorSystem actors =
                ActorSystem.create(
                        "mailroom-sqs", configuration(), SqsServer.class.getClassLoader());
        try {
            return new SqsServer(actors, address, steps, clock);
        } catch (RuntimeException e) {
            actors.terminate();
            throw e;
        }
    }

    private static ActorRef queueManager(ActorSystem actors, ActorRef events, Clock clock) {
        return actors.actorOf(
                Props.create(
                        QueueManagerActor.class,
                        () ->
                                new QueueManagerActor(
                                        new Now(clock),
                                        StrictSQSLimits$.MODULE$,
                                        Option.apply(events))));
    }

    private static Config configuration() {
        return ConfigFactory.parseMap(
                        Map.of(
                                "pekko.loglevel", "WARNING",
                                "pekko.stdout-loglevel", "OFF",
                                "pekko.daemonic", "on",
                                // The pipeline has its own hook, and its own order for stopping.
                                "pekko.jvm-shutdown-hooks", "off",
                                "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
                .withFallback(ConfigFactory.load(SqsServer.class.getClassLoader()));
    }

    /**
     * Returns where the HTTP server answers, and starts it if nobody has asked before.
     *
     * @throws IOException if it does not start, or is closed
     */
    public URI uri() throws IOException, InterruptedException {
        if (!wanted.getAndSet(true)) {
            // In a thread that is never interrupted: the server would leave its own threads behind.
            Threads.startDaemon("mailroom-start-sqs-http", http);
        }
        try {
            return http.get().uri();
        } catch (ExecutionException e) {
            throw new IOException("SQS does not start: " + e.getMessage(), e);
        } catch (CancellationException e) {
            throw new IOException("SQS is closed.", e);
        }
    }

    private HttpServer startHttp() {
        String host = HiddenAddress.choose().getHostAddress();
        SQSRestServer server =
                SQSRestServerBuilder.withActorSystem(actors)
                        .withQueueManagerActor(queueManager)
                        .withInterface(host)
                        .withDynamicPort()
                        .withServerAddress(
                                new NodeAddress("http", address.getHost(), address.getPort(), ""))
                        .withAWSRegion(LocalAccount.REGION)
                        .withAWSAccountId(LocalAccount.ID)
                        .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new HttpServer(server, URI.create("http://" + host + ":" + port));
    }

    private record HttpServer(SQSRestServer server, URI uri) {}

    /** Creates a queue; its dead-letter queue must already exist. */
    public SqsQueue create(LocalQueue settings) throws IOException, InterruptedException {
        Either<ElasticMQError, ActorRef> created =
                Actors.ask(queueManager, new CreateQueue(data(settings)));
        if (created.isLeft()) {
            throw new IOException(
                    "queue " + settings.name() + ": " + created.left().toOption().get().message());
        }
        String url = address + "/" + LocalAccount.ID + "/" + settings.name();
        SqsQueue queue = new SqsQueue(created.toOption().get(), settings, url, steps, clock);
        queues.add(queue);
        return queue;
    }

    /**
     * Waits until everything that the queues have done so far is a step. A queue that gives up a
     * message hands it to its dead-letter queue, which tells of it some time later; a second is far
     * more than that takes.
     */
    public void awaitTold() throws IOException, InterruptedException {
        for (SqsQueue queue : queues) {
            for (int i = 0; i < MILLISECONDS_TO_TELL && !isTold(queue); i++) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    private boolean isTold(SqsQueue queue) throws IOException, InterruptedException {
        return Actors.ask(events, new QueueEvents.Told(queue.name())) >= queue.counts().all();
    }

    private static CreateQueueData data(LocalQueue settings) {
        return new CreateQueueData(
                settings.name(),
                Option.apply(
                        MillisVisibilityTimeout.fromSeconds(
                                settings.visibilityTimeout().toSeconds())),
                Option.apply(settings.delay()),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.apply(settings.redrive())
                        .map(
                                redrive ->
                                        new DeadLettersQueueData(
                                                redrive.queue(), redrive.maxReceiveCount())),
                settings.isFifo(),
                settings.contentBasedDeduplication(),
                Option.empty(),
                Option.empty(),
                scala.collection.immutable.Map.<String, String>from(List$.MODULE$.empty()));
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            if (wanted.getAndSet(true)) {
                http.get().server().stopAndWait();
            } else {
                http.cancel(false);
            }
        } finally {
            actors.terminate();
        }
        actors.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** ElasticMQ's clock. */
    private static final class Now extends NowProvider {

        private final Clock clock;

        Now(Clock clock) {
            this.clock = clock;
        }

        @Override
        public long nowMillis() {
            return clock.millis();
        }

        @Override
        public OffsetDateTime now() {
            return clock.instant().atOffset(ZoneOffset.UTC);
        }
    }
}

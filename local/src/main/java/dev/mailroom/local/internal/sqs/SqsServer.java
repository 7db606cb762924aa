package dev.mailroom.local.internal.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.LocalAccount;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** SQS: ElasticMQ in this JVM. */
public final class SqsServer implements AutoCloseable {

    private final ActorSystem actors;
    private final SQSRestServer server;
    private final URI uri;

    private SqsServer(ActorSystem actors, SQSRestServer server) {
        this.actors = actors;
        this.server = server;
        this.uri =
                URI.create(
                        "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    public static SqsServer start(Steps steps) {
        ActorSystem actors =
                ActorSystem.create(
                        "mailroom-sqs", configuration(), SqsServer.class.getClassLoader());
        try {
            return new SqsServer(actors, start(actors, steps));
        } catch (RuntimeException e) {
            actors.terminate();
            throw e;
        }
    }

    private static SQSRestServer start(ActorSystem actors, Steps steps) {
        ActorRef events = actors.actorOf(QueueEvents.props(steps));
        return SQSRestServerBuilder.withActorSystem(actors)
                .withQueueEventListener(events)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion(LocalAccount.REGION)
                .withAWSAccountId(LocalAccount.ID)
                .start();
    }

    private static Config configuration() {
        return ConfigFactory.parseMap(
                        Map.of(
                                "pekko.loglevel", "WARNING",
                                "pekko.stdout-loglevel", "OFF",
                                "pekko.daemonic", "on",
                                // The pipeline has a hook of its own, and an order to stop things
                                // in.
                                "pekko.jvm-shutdown-hooks", "off",
                                "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
                .withFallback(ConfigFactory.load(SqsServer.class.getClassLoader()));
    }

    public URI uri() {
        return uri;
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            server.stopAndWait();
        } finally {
            actors.terminate();
        }
        actors.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

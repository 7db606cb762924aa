package dev.mailroom.local.internal.sqs;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.reply.Replyable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Questions to ElasticMQ's actors, and their answers. */
final class Actors {

    // Longer than any long poll, so that a dead actor is noticed.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Actors() {}

    /**
     * Asks a question, and waits for the answer.
     *
     * @throws IOException if there is none
     */
    static <T> T ask(ActorRef actor, Replyable<T> question)
            throws IOException, InterruptedException {
        return await(begin(actor, question));
    }

    /** Asks a question without waiting. */
    @SuppressWarnings("unchecked") // The type of a question determines the type of its answer.
    static <T> CompletableFuture<T> begin(ActorRef actor, Replyable<T> question) {
        return (CompletableFuture<T>) Patterns.ask(actor, question, PATIENCE).toCompletableFuture();
    }

    static <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException("SQS did not answer", e.getCause());
        }
    }
}

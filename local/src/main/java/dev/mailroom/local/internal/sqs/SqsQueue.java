package dev.mailroom.local.internal.sqs;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.step.QueueStep;

import org.apache.pekko.actor.ActorRef;
import org.elasticmq.DefaultVisibilityTimeout$;
import org.elasticmq.DeliveryReceipt;
import org.elasticmq.InvalidReceiptHandle;
import org.elasticmq.MessageData;
import org.elasticmq.MessageId;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.QueueStatistics;
import org.elasticmq.msg.DeleteMessage;
import org.elasticmq.msg.GetQueueStatistics;
import org.elasticmq.msg.LookupMessage;
import org.elasticmq.msg.ReceiveMessages;
import org.elasticmq.msg.SendMessage;
import org.elasticmq.msg.UpdateVisibilityTimeout;

import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Either;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** An existing queue: its URL and its operations. */
public final class SqsQueue {

    /** The most messages of one receive. */
    static final int MAX_MESSAGES = 10;

    private final ActorRef actor;
    private final LocalQueue settings;
    private final String url;
    private final Steps steps;
    private final Clock clock;

    SqsQueue(ActorRef actor, LocalQueue settings, String url, Steps steps, Clock clock) {
        this.actor = actor;
        this.settings = settings;
        this.url = url;
        this.steps = steps;
        this.clock = clock;
    }

    public String name() {
        return settings.name();
    }

    public String url() {
        return url;
    }

    public Duration visibilityTimeout() {
        return settings.visibilityTimeout();
    }

    public boolean isFifo() {
        return settings.isFifo();
    }

    /**
     * Sends a message.
     *
     * @throws IOException if SQS would refuse it
     */
    public void send(OutgoingMessage message) throws IOException, InterruptedException {
        MessageData sent = Actors.ask(actor, new SendMessage(NewMessage.of(message, settings)));
        steps.handedOn(message, Destination.queue(name()), sent.id().id());
    }

    public List<SqsMessage> receive(int most, Duration wait)
            throws IOException, InterruptedException {
        ReceiveMessages receive =
                new ReceiveMessages(
                        DefaultVisibilityTimeout$.MODULE$,
                        Math.min(most, MAX_MESSAGES),
                        Option.apply(wait),
                        Option.empty());
        // C44: retention counts from the first send, through redeliveries and redrives.
        Instant oldest = clock.instant().minus(settings.retention());
        List<SqsMessage> messages = new ArrayList<>();
        List<SqsMessage> expired = new ArrayList<>();
        for (MessageData message : CollectionConverters.asJava(Actors.ask(actor, receive))) {
            boolean isKept = !message.created().toInstant().isBefore(oldest);
            (isKept ? messages : expired).add(ReceivedMessage.of(name(), message));
        }
        drop(expired);
        return messages;
    }

    private void drop(List<SqsMessage> expired) throws IOException, InterruptedException {
        delete(expired);
        expired.forEach(message -> steps.add(new QueueStep.MessageExpired(name(), message.id())));
    }

    /** Whether there are messages that are not in flight. */
    public boolean hasMessages() throws IOException, InterruptedException {
        return counts().waiting() > 0;
    }

    public QueueCounts counts() throws IOException, InterruptedException {
        QueueStatistics now = Actors.ask(actor, new GetQueueStatistics(clock.millis()));
        return new QueueCounts(
                now.approximateNumberOfVisibleMessages(),
                now.approximateNumberOfInvisibleMessages(),
                now.approximateNumberOfMessagesDelayed());
    }

    /** The messages with these ids that are in the queue, without receiving them. */
    public List<SqsMessage> lookUp(Collection<String> ids)
            throws IOException, InterruptedException {
        List<CompletableFuture<Option<MessageData>>> answers = new ArrayList<>();
        for (String id : ids) {
            answers.add(Actors.begin(actor, new LookupMessage(new MessageId(id))));
        }
        List<SqsMessage> messages = new ArrayList<>();
        for (CompletableFuture<Option<MessageData>> answer : answers) {
            Actors.await(answer)
                    .foreach(message -> messages.add(ReceivedMessage.of(name(), message)));
        }
        return messages;
    }

    /**
     * Moves the messages whose ids are wanted to another queue, and returns how many there were.
     *
     * @param left of the names of a message's attributes, those that it leaves behind
     */
    public int move(SqsQueue to, Predicate<String> wanted, UnaryOperator<Set<String>> left)
            throws IOException, InterruptedException {
        return new MessageMove(actor, to.actor, to.isFifo(), left).move(wanted);
    }

    /** Hides those messages that are not deleted for some time from now. */
    public void hide(List<SqsMessage> messages, Duration time) {
        for (SqsMessage message : messages) {
            DeliveryReceipt receipt = new DeliveryReceipt(message.receiptHandle());
            var unused =
                    Actors.begin(
                            actor,
                            new UpdateVisibilityTimeout(
                                    receipt, new MillisVisibilityTimeout(time.toMillis())));
        }
    }

    /** Deletes messages, and returns those that SQS did not delete, with the reason (C12). */
    public Map<String, String> delete(List<SqsMessage> messages)
            throws IOException, InterruptedException {
        Map<String, CompletableFuture<Either<InvalidReceiptHandle, BoxedUnit>>> answers =
                new LinkedHashMap<>();
        for (SqsMessage message : messages) {
            DeliveryReceipt receipt = new DeliveryReceipt(message.receiptHandle());
            answers.put(message.id(), Actors.begin(actor, new DeleteMessage(receipt)));
        }
        Map<String, String> failed = new LinkedHashMap<>();
        for (Map.Entry<String, CompletableFuture<Either<InvalidReceiptHandle, BoxedUnit>>> answer :
                answers.entrySet()) {
            Actors.await(answer.getValue())
                    .left()
                    .toOption()
                    .foreach(error -> failed.put(answer.getKey(), error.message()));
        }
        return failed;
    }
}

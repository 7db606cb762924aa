package dev.mailroom.local.internal.sqs;

import org.apache.pekko.actor.ActorRef;
import org.elasticmq.DeduplicationId;
import org.elasticmq.DeliveryReceipt;
import org.elasticmq.ImmediateNextDelivery$;
import org.elasticmq.MessageData;
import org.elasticmq.MillisVisibilityTimeout;
import org.elasticmq.NewMessageData;
import org.elasticmq.msg.DeleteMessage;
import org.elasticmq.msg.ReceiveMessages;
import org.elasticmq.msg.SendMessage;
import org.elasticmq.msg.UpdateVisibilityTimeout;

import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Moves messages from one queue to another, like a redrive. They keep their ids, and their receive
 * count starts again.
 */
final class MessageMove {

    private static final int MOST = 10_000;
    private static final int SECONDS = 30;

    private final ActorRef from;
    private final ActorRef to;
    private final boolean toFifo;
    private final UnaryOperator<Set<String>> left;

    MessageMove(ActorRef from, ActorRef to, boolean toFifo, UnaryOperator<Set<String>> left) {
        this.from = from;
        this.to = to;
        this.toFifo = toFifo;
        this.left = left;
    }

    /** Moves the messages whose ids are wanted, and returns how many there were. */
    int move(Predicate<String> wanted) throws IOException, InterruptedException {
        ReceiveMessages receive =
                new ReceiveMessages(
                        MillisVisibilityTimeout.fromSeconds(SECONDS),
                        MOST,
                        Option.empty(),
                        Option.empty());
        int moved = 0;
        for (MessageData message : CollectionConverters.asJava(Actors.ask(from, receive))) {
            DeliveryReceipt receipt = message.deliveryReceipt().get();
            if (wanted.test(message.id().id())) {
                Actors.ask(to, new SendMessage(copy(message)));
                Actors.ask(from, new DeleteMessage(receipt));
                moved++;
            } else {
                Actors.ask(
                        from,
                        new UpdateVisibilityTimeout(
                                receipt, MillisVisibilityTimeout.fromSeconds(0)));
            }
        }
        return moved;
    }

    private NewMessageData copy(MessageData message) {
        Set<String> names = CollectionConverters.asJava(message.messageAttributes().keySet());
        return new NewMessageData(
                Option.apply(message.id()),
                message.content(),
                message.messageAttributes()
                        .removedAll(CollectionConverters.asScala(left.apply(names))),
                ImmediateNextDelivery$.MODULE$,
                message.messageGroupId(),
                // With its own it would be a duplicate of itself for five minutes.
                toFifo
                        ? Option.apply(new DeduplicationId(UUID.randomUUID().toString()))
                        : Option.empty(),
                0,
                message.tracingId(),
                Option.empty(),
                message.deadLetterSourceQueueName());
    }
}

package dev.mailroom.local.internal.sqs;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Bounded;
import dev.mailroom.local.internal.support.QuarantineNote;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;
import org.elasticmq.actor.reply.Replyable;
import org.jspecify.annotations.Nullable;

import scala.Option;

import java.util.HashMap;
import java.util.Map;

/**
 * Is told by ElasticMQ which message came into which queue, and whether from a sender or by the
 * redrive policy of another queue.
 */
final class QueueEvents extends AbstractActor {

    private static final int MOST_QUARANTINES = 10_000;

    /**
     * Asks how many messages a queue has, by what has been told of it so far. Whoever sends or
     * deletes a message is answered after that has been told; what the redrive policy moves is told
     * some time after it has arrived. A queue that was purged has fewer.
     */
    record Told(String queue) implements Replyable<Long> {}

    private final Steps steps;
    private final Map<String, Long> messages = new HashMap<>();
    private final Map<String, String> deadLetterQueues = new HashMap<>();
    // The queue that a message was quarantined in, by its id and its receive.
    private final Map<String, String> quarantines = new Bounded<>(MOST_QUARANTINES);

    private QueueEvents(Steps steps) {
        this.steps = steps;
    }

    static Props props(Steps steps) {
        return Props.create(QueueEvents.class, () -> new QueueEvents(steps));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(QueueEvent.MessageAdded.class, this::added)
                .match(QueueEvent.MessageRemoved.class, this::removed)
                .match(QueueEventWithOperationStatus.class, event -> acknowledge())
                .match(Told.class, this::answer)
                .matchAny(event -> {})
                .build();
    }

    private void added(QueueEvent.MessageAdded event) {
        String queue = event.queueName();
        String id = event.message().id();
        Option<String> source = event.message().deadLetterSourceQueueName();
        QuarantineNote note = note(event.message());
        if (source.isDefined()) {
            steps.add(moved(source.get(), queue, id));
        } else if (note == null || note.field("messageId") == null) {
            steps.add(new QueueStep.MessageDelivered(queue, id));
        } else {
            noted(note, queue, id);
        }
        messages.merge(queue, 1L, Long::sum);
        acknowledge();
    }

    private void removed(QueueEvent.MessageRemoved event) {
        messages.merge(event.queueName(), -1L, Long::sum);
        acknowledge();
    }

    private void answer(Told question) {
        getSender().tell(messages.getOrDefault(question.queue(), 0L), getSelf());
    }

    private static @Nullable QuarantineNote note(InternalMessage message) {
        return message.messageAttributes().isEmpty()
                ? null
                : QuarantineNote.in(ReceivedMessage.texts(message.messageAttributes()));
    }

    // Who sends a copy from quarantine on, without the redrive policy, sends its note too.
    private void noted(QuarantineNote note, String queue, String id) {
        String original = note.fields().getOrDefault("messageId", "");
        String receive = original + " " + note.field("receiveCount");
        String quarantine = quarantines.computeIfAbsent(receive, unknown -> queue);
        if (!quarantine.equals(queue)) {
            steps.add(new QueueStep.MessageReturned(quarantine, queue, id));
            return;
        }
        String function = note.fields().getOrDefault("handler", "unknown");
        steps.add(new QueueStep.MessageDelivered(queue, id));
        steps.add(new QueueStep.MessageQuarantined(queue, id, original, function, note.reason()));
    }

    // A message that leaves the dead-letter queue still names the queue that it came from.
    private PipelineStep moved(String source, String queue, String id) {
        String deadLetterQueue = deadLetterQueues.computeIfAbsent(source, unknown -> queue);
        return deadLetterQueue.equals(queue)
                ? new QueueStep.MessageRedriven(source, queue, id)
                : new QueueStep.MessageReturned(deadLetterQueue, queue, id);
    }

    // ElasticMQ answers its caller only after this.
    private void acknowledge() {
        getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }
}

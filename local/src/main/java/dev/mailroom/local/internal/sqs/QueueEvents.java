package dev.mailroom.local.internal.sqs;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.QuarantineNote;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;

import scala.Option;

import java.util.HashMap;
import java.util.Map;

/**
 * Is told by ElasticMQ which message came into which queue, and whether from a sender or by the
 * redrive policy of another queue.
 */
final class QueueEvents extends AbstractActor {

    private final Steps steps;
    private final Map<String, String> deadLetterQueues = new HashMap<>();

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
                .match(QueueEventWithOperationStatus.class, event -> acknowledge())
                .matchAny(event -> {})
                .build();
    }

    private void added(QueueEvent.MessageAdded event) {
        String id = event.message().id();
        Option<String> source = event.message().deadLetterSourceQueueName();
        steps.add(
                source.isDefined()
                        ? moved(source.get(), event.queueName(), id)
                        : new QueueStep.MessageDelivered(event.queueName(), id));
        quarantined(event);
        acknowledge();
    }

    private void quarantined(QueueEvent.MessageAdded event) {
        if (event.message().messageAttributes().isEmpty()) {
            return;
        }
        QuarantineNote note =
                QuarantineNote.in(ReceivedMessage.texts(event.message().messageAttributes()));
        String original = note == null ? null : note.field("messageId");
        if (note != null && original != null) {
            String function = note.fields().getOrDefault("handler", "unknown");
            String id = event.message().id();
            steps.add(
                    new QueueStep.MessageQuarantined(
                            event.queueName(), id, original, function, note.reason()));
        }
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

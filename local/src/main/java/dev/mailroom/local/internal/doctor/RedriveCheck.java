package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks dead-letter queues of queues.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html">Dead-letter
 *     queues of SQS</a>
 */
final class RedriveCheck {

    /** The default retention of a queue, in seconds. */
    static final int RETENTION = 345_600;

    private static final String TARGET = "deadLetterTargetArn";

    private final Round round;

    RedriveCheck(Round round) {
        this.round = round;
    }

    void check() {
        for (Resource queue : round.resources("AWS::SQS::Queue")) {
            round.attempt(queue, () -> check(queue));
        }
    }

    private void check(Resource queue) {
        Block policy = queue.properties().block("RedrivePolicy");
        if (!queue.properties().has("RedrivePolicy")) {
            return;
        }
        Place place = policy.place().at(TARGET);
        Destination target = Round.destination(Known.text(policy, TARGET));
        if (target == null) {
            round.namesByArn(policy, TARGET);
        } else if (target.kind() != Destination.Kind.QUEUE) {
            round.lost(
                    place,
                    "it is a " + target.kind().word() + ": AWS refuses the queue",
                    "use a queue");
        } else {
            Resource deadLetters = round.resource(target, policy, TARGET);
            if (deadLetters != null) {
                kind(queue, deadLetters, place);
                retention(queue, deadLetters);
                circle(queue, place);
            }
        }
    }

    private void kind(Resource queue, Resource deadLetters, Place place) {
        boolean isFifo = Round.isFifo(queue);
        if (Round.isFifo(deadLetters) != isFifo) {
            String kind = isFifo ? "FIFO" : "standard";
            String other = isFifo ? "standard" : "FIFO";
            round.lost(
                    place,
                    "'"
                            + deadLetters.id()
                            + "' is a "
                            + other
                            + " queue and this one a "
                            + kind
                            + " queue: AWS refuses the redrive policy",
                    "use a " + kind + " queue");
        }
    }

    // C44: in a standard queue retention counts from the first send; in a FIFO queue it starts
    // again.
    private void retention(Resource queue, Resource deadLetters) {
        int source = Known.integer(queue.properties(), "MessageRetentionPeriod", RETENTION);
        int target = Known.integer(deadLetters.properties(), "MessageRetentionPeriod", RETENTION);
        if (target < source && !Round.isFifo(queue)) {
            round.lost(
                    deadLetters.place().at("MessageRetentionPeriod"),
                    target
                            + " s is less than the "
                            + source
                            + " s of queue '"
                            + queue.id()
                            + "': the time counts from the first send, so a message may expire the"
                            + " moment that it gets here",
                    "use 1209600");
        }
    }

    private void circle(Resource queue, Place place) {
        List<String> way = new ArrayList<>(List.of(queue.id()));
        Resource next = next(queue);
        while (next != null && !way.contains(next.id())) {
            way.add(next.id());
            next = next(next);
        }
        // Each circle is reported once, for the first of its queues in alphabetical order.
        boolean first = way.stream().noneMatch(id -> id.compareTo(queue.id()) < 0);
        if (next != null && next.id().equals(queue.id()) && first) {
            way.add(queue.id());
            round.lost(
                    place,
                    way.size() == 2
                            ? "the queue is its own dead-letter queue: a poison message comes back"
                                    + " until it expires"
                            : "the dead-letter queues form a circle, "
                                    + String.join(" -> ", way)
                                    + ": a poison message goes round until it expires",
                    "end at a queue that has no RedrivePolicy");
        }
    }

    private @Nullable Resource next(Resource queue) {
        String arn = queue.properties().block("RedrivePolicy").text(TARGET, "");
        Destination target = Round.destination(arn);
        return target == null ? null : round.resource(target);
    }
}

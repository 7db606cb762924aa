package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.eventbus.RetryPolicy;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.support.JsonataExpression;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/**
 * Checks the subscribers of Custom Event Buses: their targets, and what happens to events that are
 * not delivered.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-subscribers.html">Subscribing
 *     to events on a Custom Event Bus</a>
 */
final class SubscriberCheck {

    private final Round round;
    private final DestinationCheck destinations;
    private final SubscriberFilterCheck filters;
    private final SubscriberRoleCheck roles;
    private final SubscriberQueueCheck queues;
    private final ReplacementCheck replacements;

    SubscriberCheck(Round round) {
        this.round = round;
        this.destinations = new DestinationCheck(round);
        this.filters = new SubscriberFilterCheck(round);
        this.roles = new SubscriberRoleCheck(round);
        this.queues = new SubscriberQueueCheck(round);
        this.replacements = new ReplacementCheck(round);
    }

    void check() {
        round.subscribers().forEach(this::check);
    }

    private void check(SubscriberBlock subscriber) {
        Resource resource = subscriber.resource();
        round.attempt(resource, () -> bus(subscriber));
        round.attempt(resource, () -> target(subscriber));
        round.attempt(resource, () -> batch(subscriber));
        round.attempt(resource, () -> retries(subscriber));
        round.attempt(resource, () -> onFailure(subscriber));
        round.attempt(resource, () -> transformer(subscriber));
        round.attempt(resource, () -> start(subscriber));
        round.attempt(resource, () -> replacements.check(subscriber));
        round.attempt(resource, () -> filters.check(subscriber));
        round.attempt(resource, () -> roles.check(subscriber));
    }

    // V2: a bus's name is not enough.
    private void bus(SubscriberBlock subscriber) {
        String arn = Known.text(subscriber.settings(), "EventBusArn");
        Place place = subscriber.settings().place().at("EventBusArn");
        if (arn.contains(":event-bus/")) {
            round.lost(
                    place,
                    "it is a Classic bus, which has rules and no subscribers: AWS refuses the"
                            + " subscriber",
                    "name an AWS::EventsV2::EventBus");
        } else if (!LocalAccount.isCustomBusArn(arn)) {
            round.lost(
                    place,
                    "'"
                            + arn
                            + "' is not the ARN of a Custom Event Bus: AWS refuses the subscriber",
                    "write !Ref and the bus, or take its ARN from a parameter");
        }
    }

    private void target(SubscriberBlock subscriber) {
        Block invoke = subscriber.invoke();
        @Nullable Destination target = Round.destination(Known.text(invoke, "TargetArn"));
        if (target == null) {
            return;
        }
        // V20: the role allows it to send, not a policy of the queue.
        destinations.check(target, invoke, "TargetArn", Sender.of(subscriber), true);
        Resource queue = round.resource(target);
        if (target.kind() == Destination.Kind.QUEUE && queue != null) {
            queues.check(subscriber, queue);
        }
    }

    // V16: a batch of a queue is one SendMessageBatch.
    private void batch(SubscriberBlock subscriber) {
        Block batch = subscriber.settings().block("BatchConfiguration");
        @Nullable Destination target =
                Round.destination(Known.text(subscriber.invoke(), "TargetArn"));
        int size = Known.integer(batch, "MaxBatchSize", 1);
        boolean isQueue = target != null && target.kind() == Destination.Kind.QUEUE;
        int most = isQueue ? Subscriber.MOST_IN_BATCH : 500;
        if (size < 1 || size > most) {
            round.lost(
                    batch.place().at("MaxBatchSize"),
                    size + " is out of range: AWS refuses the subscriber",
                    "use 1 to " + most);
        }
        range(batch, "MaxBatchWindowInSeconds", 0, 300);
    }

    // V24: the ranges that EventBridge accepts.
    private void retries(SubscriberBlock subscriber) {
        Block policy = subscriber.settings().block("RetryPolicy");
        range(policy, "MaxRetryAttempts", 0, RetryPolicy.MOST_ATTEMPTS);
        range(policy, "MaxEventAgeInSeconds", RetryPolicy.LEAST_AGE, RetryPolicy.MOST_AGE);
    }

    private void range(Block block, String property, int least, int most) {
        int value = Known.integer(block, property, least);
        if (value < least || value > most) {
            round.lost(
                    block.place().at(property),
                    value + " is out of range: AWS refuses the subscriber",
                    "use " + least + " to " + most);
        }
    }

    // V24: without this, events that are given up leave no trace.
    private void onFailure(SubscriberBlock subscriber) {
        Block config = subscriber.settings().block("OnFailureConfiguration");
        if (!config.has("Arn")) {
            Block policy = subscriber.settings().block("RetryPolicy");
            RetryPolicy none = RetryPolicy.BY_DEFAULT;
            int age = (int) none.maxAge().toSeconds();
            round.lost(
                    config.place(),
                    "there is none: what is not delivered within "
                            + Known.integer(policy, "MaxRetryAttempts", none.maxAttempts())
                            + " retries and "
                            + Known.integer(policy, "MaxEventAgeInSeconds", age)
                            + " s is dropped",
                    "name a queue with OnFailureConfiguration");
            return;
        }
        @Nullable Destination queue = Round.destination(Known.text(config, "Arn"));
        if (queue == null) {
            return;
        }
        if (queue.kind() != Destination.Kind.QUEUE) {
            round.lost(
                    config.place().at("Arn"),
                    "it is a " + queue.kind().word() + ": AWS refuses the subscriber",
                    "use a queue");
            return;
        }
        Resource resource =
                destinations.admitted(queue, config, "Arn", Sender.of(subscriber), true);
        // V25: records of a group are in order.
        if (resource != null && subscriber.isOrdered() && !Round.isFifo(resource)) {
            round.lost(
                    config.place().at("Arn"),
                    "'"
                            + resource.id()
                            + "' is a standard queue: failure records of a FIFO subscriber need a"
                            + " FIFO queue",
                    "use a FIFO queue");
        }
    }

    // V13: the body is the result of the expression.
    private void transformer(SubscriberBlock subscriber) {
        Block transformer = subscriber.settings().block("Transformer");
        if (!Known.text(transformer, "Type", "RAW").equals("JSONATA")) {
            return;
        }
        Block jsonata = transformer.block("JsonataConfiguration");
        if (!jsonata.has("Expression")) {
            round.lost(
                    jsonata.place().at("Expression"),
                    "it is missing: AWS refuses the subscriber",
                    "write what the target gets, or Type: RAW");
            return;
        }
        expression(jsonata.text("Expression"), jsonata.place().at("Expression"));
    }

    private void expression(String text, Place place) {
        try {
            if (!Unknown.in(text)) {
                var unused = JsonataExpression.parse(text);
            }
        } catch (IllegalArgumentException e) {
            round.lost(place, String.valueOf(e.getMessage()), "");
        }
    }

    // V26: a point in time must be named.
    private void start(SubscriberBlock subscriber) {
        Block settings = subscriber.settings();
        Block point = settings.block("PointInTimeConfiguration");
        boolean inTime = Known.text(settings, "StartingPosition", "LATEST").equals("POINT_IN_TIME");
        if (inTime && !point.has("PointType")) {
            round.lost(
                    point.place().at("PointType"),
                    "StartingPosition: POINT_IN_TIME needs it: AWS refuses the subscriber",
                    "use HORIZON, or TIMESTAMP with a StartingPoint");
        } else if (inTime
                && Known.text(point, "PointType").equals("TIMESTAMP")
                && !point.has("StartingPoint")) {
            round.lost(
                    point.place().at("StartingPoint"),
                    "PointType: TIMESTAMP needs it: AWS refuses the subscriber",
                    "write seconds since 1970");
        }
    }
}

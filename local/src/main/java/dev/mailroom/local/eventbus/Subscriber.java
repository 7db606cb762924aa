package dev.mailroom.local.eventbus;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.support.SubscriberPatterns;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A subscriber of a Custom Event Bus: which events it wants, how it transforms them, and its one
 * target.
 *
 * @param name its name, unique in a pipeline
 * @param bus the name of the bus
 * @param target the destination of the events
 * @param ordered whether events of one group are delivered in order
 * @param filters a pattern for each scope that is filtered; all must match
 * @param transformer what the target receives of an event
 * @param sqs the parameters for a queue
 * @param batchSize how many events go to the target at once
 * @param retries how failed deliveries are retried
 * @param onFailure the queue that gets a record of what was not delivered; null for none
 * @param window the part of the bus that it reads
 * @param running whether it delivers from the start
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-subscribers.html">Subscribing
 *     to events</a>
 */
public record Subscriber(
        String name,
        String bus,
        Destination target,
        boolean ordered,
        Map<Scope, String> filters,
        Transformer transformer,
        SqsParameters sqs,
        int batchSize,
        RetryPolicy retries,
        @Nullable Destination onFailure,
        Replay window,
        boolean running) {

    /** How many events go to a queue at once at most. */
    public static final int MOST_IN_BATCH = 10;

    /**
     * Creates it from its parts.
     *
     * @param name its name
     * @param bus the name of the bus
     * @param target the target
     * @param ordered whether it keeps the order
     * @param filters the filters
     * @param transformer the transformer
     * @param sqs the parameters of a queue
     * @param batchSize the size of a batch
     * @param retries the retry policy
     * @param onFailure the queue of failure records
     * @param window the part of the bus
     * @param running whether it delivers from the start
     * @throws IllegalArgumentException if EventBridge would refuse such a subscriber; the message
     *     names it and the property
     */
    public Subscriber {
        String place = "Subscriber '" + name + "': ";
        Checks.nameOnCustomBus("Subscriber", Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(bus, "bus");
        Objects.requireNonNull(target, "target");
        filters = Map.copyOf(filters);
        check(place, filters);
        // V16: SendMessageBatch takes ten.
        Checks.within(place + "MaxBatchSize", batchSize, 1, MOST_IN_BATCH);
    }

    private static void check(String place, Map<Scope, String> filters) {
        filters.forEach(
                (scope, pattern) -> {
                    String fault = SubscriberPatterns.fault(scope.name(), pattern);
                    Checks.check(fault == null, place + "filter of " + scope + ": " + fault);
                });
        String fault = SubscriberPatterns.fault(filters.values());
        Checks.check(fault == null, place + fault);
    }

    /**
     * Begins the description of a subscriber.
     *
     * @param name its name: letters, digits, dots, hyphens and underscores
     * @param bus the name of its bus, which must be declared
     * @param target the destination of the events
     * @return a builder
     */
    public static Builder builder(String name, String bus, Destination target) {
        return new Builder(name, bus, target);
    }

    /**
     * Returns the ARN.
     *
     * @return the ARN, which ends in an id that AWS generates
     */
    public String arn() {
        return LocalAccount.subscriberArn(bus, name);
    }

    /**
     * Describes a subscriber.
     *
     * <p>Defaults: every event, as it was put, in any order, up to ten at once, five retries within
     * five minutes, and no queue for failure records. Each setter replaces an earlier setting. Not
     * thread-safe.
     */
    public static final class Builder {

        private final String name;
        private final String bus;
        private final Destination target;
        private final Map<Scope, String> filters = new EnumMap<>(Scope.class);
        private boolean ordered;
        private Transformer transformer = new Transformer.Raw();
        private SqsParameters sqs = SqsParameters.NONE;
        private int batchSize = MOST_IN_BATCH;
        private RetryPolicy retries = RetryPolicy.BY_DEFAULT;
        private @Nullable Destination onFailure;
        private Replay window = Replay.fromHorizon();
        private boolean running = true;

        private Builder(String name, String bus, Destination target) {
            this.name = name;
            this.bus = bus;
            this.target = target;
        }

        /**
         * Keeps the order of events of one group.
         *
         * @param inOrder whether it does; default false
         * @return this builder
         */
        public Builder ordered(boolean inOrder) {
            ordered = inOrder;
            return this;
        }

        /**
         * Adds a filter: a part of an event must match a pattern, in addition to the other filters.
         *
         * @param scope the part
         * @param pattern the pattern, JSON
         * @return this builder
         */
        public Builder filter(Scope scope, String pattern) {
            filters.put(scope, pattern);
            return this;
        }

        /**
         * Sets what the target receives of an event.
         *
         * @param what the transformer; default the data only
         * @return this builder
         */
        public Builder transformer(Transformer what) {
            transformer = what;
            return this;
        }

        /**
         * Sets the parameters for a queue.
         *
         * @param parameters the parameters; default none
         * @return this builder
         */
        public Builder sqs(SqsParameters parameters) {
            sqs = parameters;
            return this;
        }

        /**
         * Limits how many events go to the target at once.
         *
         * @param most 1 to 10; default 10
         * @return this builder
         */
        public Builder batchSize(int most) {
            batchSize = most;
            return this;
        }

        /**
         * Sets how often a failed delivery is retried.
         *
         * @param attempts 0 to 185; default 5
         * @param age a minute to a day; default five minutes
         * @return this builder
         * @throws IllegalArgumentException if one of them is not within these bounds
         */
        public Builder retries(int attempts, Duration age) {
            retries = new RetryPolicy(attempts, age);
            return this;
        }

        /**
         * Sets the queue for records of events that were not delivered.
         *
         * @param queue the queue; default none
         * @return this builder
         */
        public Builder onFailure(Destination queue) {
            onFailure = queue;
            return this;
        }

        /**
         * Sets the part of the bus that is read.
         *
         * @param part the part; default everything from the start of the pipeline
         * @return this builder
         */
        public Builder window(Replay part) {
            window = part;
            return this;
        }

        /**
         * Sets whether it delivers from the start; until then, matching events wait.
         *
         * @param fromTheStart whether it does; default true
         * @return this builder
         */
        public Builder running(boolean fromTheStart) {
            running = fromTheStart;
            return this;
        }

        /**
         * Builds the subscriber.
         *
         * @return the subscriber
         * @throws IllegalArgumentException if EventBridge would refuse such a subscriber
         */
        public Subscriber build() {
            return new Subscriber(
                    name,
                    bus,
                    target,
                    ordered,
                    filters,
                    transformer,
                    sqs,
                    batchSize,
                    retries,
                    onFailure,
                    window,
                    running);
        }
    }
}

package dev.mailroom.local.internal.definition;

import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RedrivePolicy;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.model.TopicSubscription;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Checks that the parts of a definition fit together; each message names the resource and the
 * property.
 */
public final class DefinitionCheck {

    private final PipelineDefinition definition;

    private DefinitionCheck(PipelineDefinition definition) {
        this.definition = definition;
    }

    public static PipelineDefinition of(PipelineDefinition definition) {
        DefinitionCheck check = new DefinitionCheck(definition);
        definition.queues().values().forEach(check::queue);
        Objects.requireNonNull(definition.queuesInOrder());
        check.uniqueRules();
        definition.rules().forEach(check::rule);
        definition.functions().values().forEach(DefinitionCheck::function);
        definition.subscriptions().forEach(check::subscription);
        check.uniqueSubscribers();
        definition.subscribers().forEach(check::subscriber);
        definition.asyncSettings().values().forEach(check::asynchronous);
        check.uniqueEventSources();
        definition.eventSources().forEach(check::eventSource);
        return definition;
    }

    private void queue(LocalQueue queue) {
        RedrivePolicy redrive = queue.redrive();
        if (redrive != null) {
            String place = "Queue '" + queue.name() + "': deadLetterQueue";
            LocalQueue deadLetterQueue = queue(place, redrive.queue());
            Checks.check(
                    deadLetterQueue.isFifo() == queue.isFifo(),
                    place
                            + ": '"
                            + redrive.queue()
                            + "' must be of the same type, standard or FIFO.");
        }
    }

    private void uniqueRules() {
        Set<String> arns = new HashSet<>();
        for (LocalRule rule : definition.rules()) {
            Checks.check(
                    arns.add(rule.arn()),
                    "Rule '" + rule.name() + "' is declared twice on bus '" + rule.bus() + "'.");
        }
    }

    private void rule(LocalRule rule) {
        String place = "Rule '" + rule.name() + "': ";
        Checks.check(
                definition.buses().contains(rule.bus()),
                place + "event bus: there is no bus '" + rule.bus() + "'.");
        Checks.check(
                !rule.targets().isEmpty(),
                place + "target: it has none, call toQueue or toFunction.");
        rule.targets().forEach(target -> target(place + "target", target));
    }

    private void target(String place, RuleTarget target) {
        exists(place, target.destination());
        @Nullable Destination deadLetters = target.deadLetters();
        if (deadLetters != null) {
            exists(place + ": dead-letter queue", deadLetters);
            @Nullable LocalQueue kept = queueOf(deadLetters);
            Checks.check(
                    kept == null || !kept.isFifo(),
                    place + ": dead-letter queue: must be a standard queue.");
        }
        @Nullable LocalQueue queue = queueOf(target.destination());
        if (queue != null && queue.isFifo()) {
            Checks.check(
                    target.messageGroupId() != null,
                    place
                            + ": FIFO queue '"
                            + queue.name()
                            + "' needs a message group id: toQueue(queue, messageGroupId).");
            // C20: EventBridge sets no deduplication id.
            Checks.check(
                    queue.contentBasedDeduplication(),
                    place
                            + ": FIFO queue '"
                            + queue.name()
                            + "' needs contentBasedDeduplication(true).");
        }
    }

    private static void function(LocalFunction function) {
        if (function instanceof LocalProcessFunction process) {
            String place = "Function '" + function.name() + "': ";
            if (!isLinux()) {
                throw new IllegalStateException(
                        place
                                + "Lambda's runtime client needs Linux; here, use LocalFunction.inProcess.");
            }
            for (Path entry : process.classPath()) {
                Checks.check(
                        Files.exists(entry), place + "classPath: " + entry + " does not exist.");
            }
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    private void subscription(TopicSubscription subscription) {
        String place = subscription.place();
        exists(place + "topic", Destination.topic(subscription.topic()));
        exists(place + "endpoint", subscription.endpoint());
        @Nullable LocalQueue queue = queueOf(subscription.endpoint());
        Checks.check(
                queue == null || !queue.isFifo(),
                place + "endpoint: a standard topic cannot send to a FIFO queue.");
    }

    private void uniqueSubscribers() {
        Set<String> arns = new HashSet<>();
        for (Subscriber subscriber : definition.subscribers()) {
            Checks.check(
                    arns.add(subscriber.arn()),
                    "Subscriber '"
                            + subscriber.name()
                            + "' is declared twice on bus '"
                            + subscriber.bus()
                            + "'.");
        }
    }

    private void subscriber(Subscriber subscriber) {
        String place = "Subscriber '" + subscriber.name() + "': ";
        Checks.check(
                definition.customBuses().containsKey(subscriber.bus()),
                place + "event bus: there is no Custom Event Bus '" + subscriber.bus() + "'.");
        exists(place + "target", subscriber.target());
        Checks.check(
                subscriber.target().kind() != Destination.Kind.FUNCTION,
                place + "target: delivery to a function is not simulated, put a queue between.");
        // V27: a Classic bus takes events unchanged.
        Checks.check(
                subscriber.target().kind() != Destination.Kind.BUS
                        || subscriber.transformer() instanceof Transformer.Raw,
                place + "transformer: a Classic bus gets events as they are.");
        if (subscriber.onFailure() != null) {
            exists(place + "failure queue", subscriber.onFailure());
        }
    }

    private void asynchronous(AsyncSettings settings) {
        String place = "Function '" + settings.function() + "': ";
        exists(place + "asynchronous invocation", Destination.function(settings.function()));
        if (settings.deadLetterQueue() != null) {
            failures(place + "dead-letter queue", settings.deadLetterQueue());
        }
        if (settings.onFailure() != null) {
            failures(place + "destination on failure", settings.onFailure());
        }
    }

    private void failures(String place, Destination destination) {
        exists(place, destination);
        @Nullable LocalQueue queue = queueOf(destination);
        Checks.check(
                queue == null || !queue.isFifo(), place + ": Lambda cannot send to a FIFO queue.");
    }

    private void exists(String place, Destination destination) {
        boolean exists =
                switch (destination.kind()) {
                    case QUEUE -> definition.queues().containsKey(destination.name());
                    case TOPIC -> definition.topics().contains(destination.name());
                    case BUS -> definition.buses().contains(destination.name());
                    case FUNCTION -> definition.functions().containsKey(destination.name());
                };
        Checks.check(
                exists,
                place
                        + ": there is no "
                        + destination.kind().word()
                        + " '"
                        + destination.name()
                        + "'.");
    }

    private @Nullable LocalQueue queueOf(Destination destination) {
        return destination.kind() == Destination.Kind.QUEUE
                ? definition.queues().get(destination.name())
                : null;
    }

    private void uniqueEventSources() {
        Set<String> places = new HashSet<>();
        for (LocalEventSource source : definition.eventSources()) {
            Checks.check(places.add(source.place()), source.place() + "declared twice.");
        }
    }

    private void eventSource(LocalEventSource source) {
        LocalQueue queue = queue(source.place() + "queue", source.queue());
        LocalFunction function = definition.functions().get(source.function());
        if (function == null) {
            throw new IllegalArgumentException(
                    source.place() + "function: there is no function '" + source.function() + "'.");
        }
        // C9
        Checks.check(
                function.timeout().compareTo(queue.visibilityTimeout()) <= 0,
                source.place()
                        + "the function's timeout of "
                        + function.timeout().toSeconds()
                        + " s is longer than the queue's visibilityTimeout of "
                        + queue.visibilityTimeout().toSeconds()
                        + " s.");
        batch(source, queue);
    }

    // C8
    private static void batch(LocalEventSource source, LocalQueue queue) {
        if (queue.isFifo()) {
            Checks.check(
                    source.batchSize() <= 10,
                    source.place()
                            + "batchSize: at most 10 on a FIFO queue, was "
                            + source.batchSize()
                            + ".");
            Checks.check(
                    source.window().isZero(),
                    source.place() + "window: not possible on a FIFO queue.");
        }
        Checks.check(
                source.batchSize() <= 10 || !source.window().isZero(),
                source.place() + "window: a batchSize above 10 needs at least 1 s.");
    }

    private LocalQueue queue(String place, String name) {
        @Nullable LocalQueue queue = definition.queues().get(name);
        if (queue == null) {
            throw new IllegalArgumentException(place + ": there is no queue '" + name + "'.");
        }
        return queue;
    }
}

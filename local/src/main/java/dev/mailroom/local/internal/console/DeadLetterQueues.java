package dev.mailroom.local.internal.console;

import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RedrivePolicy;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dead-letter queues, and whose they are: {@code queue orders}, {@code rule to-orders}, {@code
 * subscriber paid} or {@code function work}.
 */
record DeadLetterQueues(Map<String, Set<Source>> all) {

    /** Whose dead letters a queue receives. */
    record Source(String kind, String name) {
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    static DeadLetterQueues of(PipelineDefinition definition) {
        DeadLetterQueues queues = new DeadLetterQueues(new LinkedHashMap<>());
        for (LocalQueue queue : definition.queues().values()) {
            RedrivePolicy redrive = queue.redrive();
            if (redrive != null) {
                queues.add(redrive.queue(), new Source("queue", queue.name()));
            }
        }
        for (LocalRule rule : definition.rules()) {
            rule.targets().forEach(target -> queues.add(target.deadLetters(), "rule", rule.name()));
        }
        for (Subscriber subscriber : definition.subscribers()) {
            queues.add(subscriber.onFailure(), "subscriber", subscriber.name());
        }
        for (AsyncSettings settings : definition.asyncSettings().values()) {
            queues.add(settings.deadLetterQueue(), "function", settings.function());
            queues.add(settings.onFailure(), "function", settings.function());
        }
        return queues;
    }

    private void add(@Nullable Destination to, String kind, String name) {
        if (to != null && to.kind() == Destination.Kind.QUEUE) {
            add(to.name(), new Source(kind, name));
        }
    }

    private void add(String queue, Source source) {
        all.computeIfAbsent(queue, unknown -> new LinkedHashSet<>()).add(source);
    }

    Set<String> names() {
        return all.keySet();
    }

    boolean has(String queue) {
        return all.containsKey(queue);
    }

    List<String> sourcesOf(String queue) {
        return all.getOrDefault(queue, Set.of()).stream().map(Source::toString).toList();
    }

    /** The queue that dead letters are sent back to; null if there is not exactly one. */
    @Nullable String targetOf(String queue) {
        List<String> targets = redrivenInto(queue);
        return targets.size() == 1 ? targets.get(0) : null;
    }

    /** Why messages cannot be sent back from a queue; null if they can. */
    @Nullable String obstacle(String queue) {
        List<String> targets = redrivenInto(queue);
        String command = "mailroom dlq redrive --queue " + queue + " --to QUEUE.";
        return switch (targets.size()) {
            case 0 ->
                    "No queue has "
                            + queue
                            + " as its dead-letter queue, so it is not known where to send these"
                            + " messages. Put their events again, or name the queue: "
                            + command;
            case 1 -> null;
            default ->
                    queue
                            + " is the dead-letter queue of several queues: "
                            + String.join(", ", targets)
                            + ". Choose one: "
                            + command;
        };
    }

    private List<String> redrivenInto(String queue) {
        return all.getOrDefault(queue, Set.of()).stream()
                .filter(source -> source.kind().equals("queue"))
                .map(Source::name)
                .toList();
    }
}

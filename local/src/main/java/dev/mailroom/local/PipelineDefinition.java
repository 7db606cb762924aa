package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a pipeline shall consist of. */
record PipelineDefinition(
        Map<String, LocalQueue> queues,
        Map<String, LocalTable> tables,
        Set<String> buses,
        List<LocalRule> rules,
        Map<String, LocalFunction> functions,
        List<LocalEventSource> eventSources,
        Set<String> topics,
        List<TopicSubscription> subscriptions,
        Map<String, AsyncSettings> asyncSettings,
        @Nullable Path dynamoDbClassPathFile) {

    /** Puts things under their names. */
    static <T> Map<String, T> byName(String kind, List<T> things, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (T thing : things) {
            Checks.check(
                    byName.put(name.apply(thing), thing) == null,
                    kind + " '" + name.apply(thing) + "' is declared twice.");
        }
        return byName;
    }

    /**
     * The queues in an order in which they can be created: a dead-letter queue before those that
     * use it.
     */
    List<LocalQueue> queuesInOrder() {
        Set<LocalQueue> ordered = new LinkedHashSet<>();
        queues.values().forEach(queue -> order(queue, ordered, new ArrayList<>()));
        return List.copyOf(ordered);
    }

    private void order(LocalQueue queue, Set<LocalQueue> ordered, List<LocalQueue> path) {
        Checks.check(
                !path.contains(queue),
                "Queue '"
                        + queue.name()
                        + "': deadLetterQueue: messages would go round in a circle.");
        path.add(queue);
        LocalQueue.Redrive redrive = queue.redrive();
        LocalQueue deadLetterQueue = redrive == null ? null : queues.get(redrive.queue());
        if (deadLetterQueue != null) {
            order(deadLetterQueue, ordered, path);
        }
        ordered.add(queue);
        path.remove(queue);
    }
}

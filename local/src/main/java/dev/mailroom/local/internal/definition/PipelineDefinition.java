package dev.mailroom.local.internal.definition;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.RedrivePolicy;
import dev.mailroom.local.model.TopicSubscription;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All parts of a pipeline that is to be started. */
public record PipelineDefinition(
        Map<String, LocalQueue> queues,
        Map<String, LocalTable> tables,
        Set<String> buses,
        List<LocalRule> rules,
        Map<String, LocalFunction> functions,
        List<LocalEventSource> eventSources,
        Set<String> topics,
        List<TopicSubscription> subscriptions,
        Map<String, CustomBus> customBuses,
        List<Subscriber> subscribers,
        Map<String, AsyncSettings> asyncSettings,
        DynamoDbServer dynamoDb) {

    /**
     * The queues in an order in which they can be created: a dead-letter queue before those that
     * use it.
     */
    public List<LocalQueue> queuesInOrder() {
        Set<LocalQueue> ordered = new LinkedHashSet<>();
        queues.values().forEach(queue -> order(queue, ordered, new ArrayList<>()));
        return List.copyOf(ordered);
    }

    private void order(LocalQueue queue, Set<LocalQueue> ordered, List<LocalQueue> path) {
        Checks.check(
                !path.contains(queue),
                "Queue '" + queue.name() + "': deadLetterQueue: messages would move in a circle.");
        path.add(queue);
        RedrivePolicy redrive = queue.redrive();
        LocalQueue deadLetterQueue = redrive == null ? null : queues.get(redrive.queue());
        if (deadLetterQueue != null) {
            order(deadLetterQueue, ordered, path);
        }
        ordered.add(queue);
        path.remove(queue);
    }
}

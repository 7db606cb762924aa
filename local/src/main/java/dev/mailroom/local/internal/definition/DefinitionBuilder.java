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
import dev.mailroom.local.model.TopicSubscription;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Gathers the parts of a pipeline. Not thread-safe. */
public final class DefinitionBuilder {

    private final List<LocalQueue> queues = new ArrayList<>();
    private final List<LocalTable> tables = new ArrayList<>();
    private final Set<String> buses = new LinkedHashSet<>(List.of(LocalRule.DEFAULT_BUS));
    private final List<LocalRule> rules = new ArrayList<>();
    private final List<LocalFunction> functions = new ArrayList<>();
    private final List<LocalEventSource> eventSources = new ArrayList<>();
    private final Set<String> topics = new LinkedHashSet<>();
    private final List<TopicSubscription> subscriptions = new ArrayList<>();
    private final List<CustomBus> customBuses = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Map<String, AsyncSettings> asyncSettings = new LinkedHashMap<>();
    private DynamoDbServer dynamoDb = DynamoDbServer.NOT_NAMED;

    public DefinitionBuilder() {}

    /** Starts from all parts of a definition. */
    public DefinitionBuilder(PipelineDefinition definition) {
        queues.addAll(definition.queues().values());
        tables.addAll(definition.tables().values());
        buses.addAll(definition.buses());
        rules.addAll(definition.rules());
        functions.addAll(definition.functions().values());
        eventSources.addAll(definition.eventSources());
        topics.addAll(definition.topics());
        subscriptions.addAll(definition.subscriptions());
        customBuses.addAll(definition.customBuses().values());
        subscribers.addAll(definition.subscribers());
        asyncSettings.putAll(definition.asyncSettings());
        dynamoDb = definition.dynamoDb();
    }

    public void queue(LocalQueue queue) {
        queues.add(queue);
    }

    public void table(LocalTable table) {
        tables.add(table);
    }

    public void eventBus(String name) {
        Checks.name("Event bus", name);
        Checks.check(buses.add(name), "Event bus '" + name + "' is declared twice.");
    }

    public void rule(LocalRule rule) {
        rules.add(rule);
    }

    public void function(LocalFunction function) {
        functions.add(function);
    }

    public void eventSource(LocalEventSource eventSource) {
        eventSources.add(eventSource);
    }

    public void topic(String name) {
        Checks.check(topics.add(name), "Topic '" + name + "' is declared twice.");
    }

    public void subscription(TopicSubscription subscription) {
        subscriptions.add(subscription);
    }

    public void customBus(CustomBus bus) {
        customBuses.add(bus);
    }

    public void subscriber(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    /** Adds settings for what happens to events that a function fails to handle. */
    public void asynchronous(AsyncSettings settings) {
        asyncSettings.merge(settings.function(), settings, AsyncSettings::and);
    }

    public void dynamoDb(DynamoDbServer server) {
        dynamoDb = server;
    }

    /** All parts, unchecked. */
    public PipelineDefinition definition() {
        return new PipelineDefinition(
                byName("Queue", queues, LocalQueue::name),
                byName("Table", tables, LocalTable::name),
                Set.copyOf(buses),
                List.copyOf(rules),
                byName("Function", functions, LocalFunction::name),
                List.copyOf(eventSources),
                Set.copyOf(topics),
                List.copyOf(subscriptions),
                byName("Custom event bus", customBuses, CustomBus::name),
                List.copyOf(subscribers),
                Map.copyOf(asyncSettings),
                dynamoDb);
    }

    private static <T> Map<String, T> byName(
            String kind, List<T> things, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        for (T thing : things) {
            Checks.check(
                    byName.put(name.apply(thing), thing) == null,
                    kind + " '" + name.apply(thing) + "' is declared twice.");
        }
        return byName;
    }
}

package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.sqs.QueueCounts;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of the system and the arrows between them, with how much went along each. */
final class SystemMap {

    private static final Duration LIVE = Duration.ofSeconds(3);

    private record Edge(String from, String to, String kind) {}

    private final ConsoleParts parts;
    private final Map<String, String> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    SystemMap(ConsoleParts parts) {
        this.parts = parts;
        PipelineDefinition definition = parts.definition();
        DeadLetterQueues deadLetters = DeadLetterQueues.of(definition);
        definition.rules().forEach(this::add);
        definition
                .customBuses()
                .keySet()
                .forEach(bus -> nodes.put("custom-bus " + bus, "custom event bus"));
        definition.subscribers().forEach(this::add);
        definition.topics().forEach(topic -> nodes.put("topic " + topic, "topic"));
        definition
                .queues()
                .keySet()
                .forEach(
                        queue ->
                                nodes.put(
                                        "queue " + queue,
                                        deadLetters.has(queue) ? "dead-letter queue" : "queue"));
        definition.functions().keySet().forEach(name -> nodes.put("function " + name, "function"));
        definition.tables().keySet().forEach(table -> nodes.put("table " + table, "table"));
        addEdges(definition, deadLetters);
    }

    private void add(LocalRule rule) {
        String node = "rule " + rule.name();
        if (rule.pattern() != null) {
            nodes.put("bus " + rule.bus(), "event bus");
            edges.add(new Edge("bus " + rule.bus(), node, "events"));
        }
        nodes.put(node, rule.schedule() == null ? "rule" : "schedule");
        for (RuleTarget target : rule.targets()) {
            edges.add(new Edge(node, target.destination().toString(), "events"));
        }
    }

    private void add(Subscriber subscriber) {
        String node = "subscriber " + subscriber.name();
        nodes.put(node, "subscriber");
        edges.add(new Edge("custom-bus " + subscriber.bus(), node, "events"));
        edges.add(new Edge(node, subscriber.target().toString(), "events"));
    }

    private void addEdges(PipelineDefinition definition, DeadLetterQueues deadLetters) {
        definition
                .subscriptions()
                .forEach(
                        subscription ->
                                edges.add(
                                        new Edge(
                                                "topic " + subscription.topic(),
                                                subscription.endpoint().toString(),
                                                "notifications")));
        definition
                .eventSources()
                .forEach(
                        source ->
                                edges.add(
                                        new Edge(
                                                "queue " + source.queue(),
                                                "function " + source.function(),
                                                "messages")));
        definition.functions().values().forEach(function -> addTables(function, definition));
        deadLetters
                .all()
                .forEach(
                        (queue, sources) ->
                                sources.forEach(
                                        source ->
                                                edges.add(
                                                        new Edge(
                                                                source.toString(),
                                                                "queue " + queue,
                                                                "dead letters"))));
    }

    // Nothing declares which function writes to which table, but its variables name its tables.
    private void addTables(LocalFunction function, PipelineDefinition definition) {
        for (String table : definition.tables().keySet()) {
            boolean isNamed =
                    function.settings().environment().values().stream()
                            .anyMatch(value -> value.equals(table) || value.endsWith("/" + table));
            if (isNamed) {
                edges.add(new Edge("function " + function.name(), "table " + table, "writes"));
            }
        }
    }

    void addTo(ObjectNode system) throws IOException, InterruptedException {
        ArrayNode list = system.putArray("nodes");
        for (Map.Entry<String, String> node : nodes.entrySet()) {
            String name = node.getKey().substring(node.getKey().indexOf(' ') + 1);
            ObjectNode view = list.addObject().put("id", node.getKey());
            view.put("kind", node.getValue()).put("name", name);
            SqsQueue queue = parts.queues().get(name);
            if (queue != null && node.getKey().startsWith("queue ")) {
                QueueCounts counts = queue.counts();
                view.put("count", counts.waiting() + counts.inFlight() + counts.delayed());
            }
        }
        ArrayNode arrows = system.putArray("edges");
        for (Edge edge : withSeenOnes()) {
            Flows.Flow flow = parts.stories().flow(edge.from(), edge.to());
            arrows.addObject()
                    .put("from", edge.from())
                    .put("to", edge.to())
                    .put("kind", edge.kind())
                    .put("count", flow.count())
                    .put("live", parts.stories().isRecent(flow.last(), LIVE));
        }
    }

    /** The arrows, including those of what functions have written and quarantined. */
    private List<Edge> withSeenOnes() {
        Set<Edge> all = new LinkedHashSet<>(edges);
        for (String queue : parts.definition().queues().keySet()) {
            for (String function : parts.stories().quarantinedBy(queue)) {
                all.add(new Edge(function, "queue " + queue, "dead letters"));
            }
        }
        for (String function : parts.definition().functions().keySet()) {
            for (String table : parts.definition().tables().keySet()) {
                Edge edge = new Edge("function " + function, "table " + table, "writes");
                if (parts.stories().flow(edge.from(), edge.to()).count() > 0) {
                    all.add(edge);
                }
            }
        }
        return new ArrayList<>(all);
    }
}

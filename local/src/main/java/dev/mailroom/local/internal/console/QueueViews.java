package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.deadletters.Cause;
import dev.mailroom.local.internal.sqs.QueueCounts;
import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.support.Json;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The queues, their messages, and the redrive of dead letters. */
final class QueueViews {

    private final ConsoleParts parts;
    private final DeadLetterQueues deadLetterQueues;

    QueueViews(ConsoleParts parts) {
        this.parts = parts;
        this.deadLetterQueues = DeadLetterQueues.of(parts.definition());
    }

    JsonNode list() throws IOException, InterruptedException {
        ArrayNode queues = Json.object().putArray("queues");
        for (SqsQueue queue : parts.queues().values()) {
            QueueCounts counts = queue.counts();
            ObjectNode node = queues.addObject().put("name", queue.name());
            node.put("waiting", counts.waiting()).put("inFlight", counts.inFlight());
            node.put("delayed", counts.delayed());
            Set<String> sources = new LinkedHashSet<>(deadLetterQueues.sourcesOf(queue.name()));
            sources.addAll(parts.stories().quarantinedBy(queue.name()));
            ArrayNode deadLettersOf = node.putArray("deadLettersOf");
            sources.forEach(deadLettersOf::add);
        }
        return Json.object().set("queues", queues);
    }

    JsonNode messages(String name) throws IOException, ConsoleException, InterruptedException {
        SqsQueue queue = queue(name);
        ArrayNode messages = Json.object().putArray("messages");
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (SqsMessage message : queue.lookUp(parts.stories().idsIn(name))) {
            DeadLetter letter = new DeadLetter(message, parts.stories());
            messages.add(letter.view(Instant.now(parts.stories().clock())));
            reasons.computeIfAbsent(letter.reason(), reason -> new ArrayList<>()).add(message.id());
        }
        ObjectNode found = Json.object();
        found.set("messages", messages);
        ArrayNode byReason = found.putArray("reasons");
        reasons.forEach(
                (reason, ids) -> {
                    ArrayNode list = byReason.addObject().put("reason", reason).putArray("ids");
                    ids.forEach(list::add);
                });
        found.put("target", deadLetterQueues.targetOf(name));
        found.put("obstacle", deadLetterQueues.obstacle(name));
        return found;
    }

    /**
     * Sends back these messages, or all of them if there is no list, but no record of a failure.
     */
    JsonNode redrive(String name, JsonNode ids)
            throws IOException, ConsoleException, InterruptedException {
        String target = deadLetterQueues.targetOf(name);
        if (target == null) {
            throw new ConsoleException(409, String.valueOf(deadLetterQueues.obstacle(name)));
        }
        Set<String> wanted = new HashSet<>();
        ids.forEach(id -> wanted.add(id.asText()));
        SqsQueue queue = queue(name);
        Set<String> records = new HashSet<>();
        for (SqsMessage message : queue.lookUp(parts.stories().idsIn(name))) {
            if (!Cause.of(message.body(), message.attributes()).isTheMessageItself()) {
                records.add(message.id());
            }
        }
        Predicate<String> isWanted =
                id -> !records.contains(id) && (ids.isMissingNode() || wanted.contains(id));
        int redriven = queue.move(queue(target), isWanted, Cause::marks);
        return Json.object().put("redriven", redriven).put("target", target);
    }

    private SqsQueue queue(String name) throws ConsoleException {
        SqsQueue queue = parts.queues().get(name);
        if (queue == null) {
            throw new ConsoleException(404, "There is no queue " + name + ".");
        }
        return queue;
    }
}

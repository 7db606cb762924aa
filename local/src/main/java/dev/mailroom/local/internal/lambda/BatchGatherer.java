package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.model.LocalEventSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gathers messages into batches, as large and for as long as an event source says (C8). */
public final class BatchGatherer {

    /** The limit of an invocation's payload, minus room for what surrounds the records. */
    static final int MAX_BATCH_BYTES = 6 * 1024 * 1024 - 1024;

    // Short, because a redrive does not wake a waiting receive, and because closing waits for it.
    private static final Duration LONG_POLL = Duration.ofSeconds(1);
    private static final long FIFO_PAUSE_MILLIS = 100;

    private final SqsQueue queue;
    private final LocalEventSource settings;

    BatchGatherer(SqsQueue queue, LocalEventSource settings) {
        this.queue = queue;
        this.settings = settings;
    }

    /**
     * The next batches: more than one only if the messages do not fit into one invocation, none if
     * nothing came for a while.
     */
    List<Batch> next() throws IOException, InterruptedException {
        long visibleAgain = System.nanoTime() + queue.visibilityTimeout().toNanos();
        Map<String, SqsMessage> messages = new LinkedHashMap<>();
        add(messages, first());
        if (messages.isEmpty()) {
            return List.of();
        }
        long now = System.nanoTime();
        // No receive lasts until the first messages are visible again.
        long patience = visibleAgain - LONG_POLL.toNanos() - now;
        long end = now + Math.min(settings.window().toNanos(), patience);
        while (messages.size() < settings.batchSize() && System.nanoTime() - end < 0) {
            add(messages, queue.receive(settings.batchSize() - messages.size(), LONG_POLL));
        }
        return split(List.copyOf(messages.values())).stream()
                .map(batch -> new Batch(batch, visibleAgain))
                .toList();
    }

    // If a message was redelivered nevertheless, its latest receipt handle deletes it.
    private static void add(Map<String, SqsMessage> messages, List<SqsMessage> received) {
        received.forEach(message -> messages.put(message.id(), message));
    }

    private List<SqsMessage> first() throws IOException, InterruptedException {
        if (!queue.isFifo()) {
            return queue.receive(settings.batchSize(), LONG_POLL);
        }
        // ElasticMQ spins while a receive waits at a queue whose only messages are in a locked
        // message group.
        List<SqsMessage> messages = queue.receive(settings.batchSize(), Duration.ZERO);
        if (messages.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(FIFO_PAUSE_MILLIS);
        }
        return messages;
    }

    static List<List<SqsMessage>> split(List<SqsMessage> messages) {
        List<List<SqsMessage>> batches = new ArrayList<>();
        List<SqsMessage> batch = new ArrayList<>();
        int bytes = 0;
        for (SqsMessage message : messages) {
            int size = message.size() + 1;
            if (!batch.isEmpty() && bytes + size > MAX_BATCH_BYTES) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(message);
            bytes += size;
        }
        batches.add(batch);
        return batches;
    }
}

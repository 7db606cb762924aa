package dev.mailroom.local;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.eventbus.CustomBuses;
import dev.mailroom.local.internal.lambda.AsyncFunction;
import dev.mailroom.local.internal.sqs.QueueCounts;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.sqs.SqsServer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What has happened in a pipeline, and what is in progress: in queues that are read, in functions,
 * and on the way to the targets of subscribers.
 */
final class Progress {

    private static final long A_MOMENT_IN_MILLIS = 20;

    private final Steps steps;
    private final PipelineHistory history;
    private final SqsServer sqs;
    private final Collection<SqsQueue> read;
    private final Collection<AsyncFunction> functions;
    private final CustomBuses customBuses;

    Progress(
            Steps steps,
            PipelineHistory history,
            SqsServer sqs,
            Collection<SqsQueue> read,
            Collection<AsyncFunction> functions,
            CustomBuses customBuses) {
        this.steps = steps;
        this.history = history;
        this.sqs = sqs;
        this.read = List.copyOf(read);
        this.functions = List.copyOf(functions);
        this.customBuses = customBuses;
    }

    void awaitIdle(Duration timeout) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            // A message that moves while the queues are checked one by one causes a step.
            long before = steps.count();
            List<String> onTheirWay = onTheirWay();
            if (onTheirWay.isEmpty() && nothingHappenedSince(before)) {
                steps.awaitTold();
                return;
            }
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException(
                        "The pipeline is not idle after " + timeout + ": " + onTheirWay + ".");
            }
            Thread.sleep(A_MOMENT_IN_MILLIS);
        }
    }

    private boolean nothingHappenedSince(long before) throws IOException, InterruptedException {
        sqs.awaitTold();
        return steps.count() == before;
    }

    /** What has happened so far. */
    PipelineHistory history() throws InterruptedException {
        steps.awaitTold();
        return history;
    }

    private List<String> onTheirWay() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (SqsQueue queue : read) {
            QueueCounts counts = queue.counts();
            if (counts.all() > 0) {
                all.add(
                        "queue %s has %d messages waiting, %d in flight, %d delayed"
                                .formatted(
                                        queue.name(),
                                        counts.waiting(),
                                        counts.inFlight(),
                                        counts.delayed()));
            }
        }
        for (AsyncFunction function : functions) {
            if (function.pending() > 0) {
                all.add("function " + function.name() + " has " + function.pending() + " events");
            }
        }
        customBuses
                .pending()
                .forEach(
                        (subscriber, events) ->
                                all.add("subscriber " + subscriber + " has " + events + " events"));
        return all;
    }
}

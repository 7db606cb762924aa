package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.LocalEventSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Polls a queue, and delivers its messages to a function, several batches at once. */
public final class EventSourceMapping implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventSourceMapping.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalEventSource settings;
    private final SqsQueue queue;
    private final FunctionInvoker function;
    private final BatchGatherer gatherer;
    private final BatchDelivery delivery;
    private final Semaphore slots;
    private final ExecutorService batches;
    private volatile boolean closed;
    private @Nullable Thread poller;

    public EventSourceMapping(
            LocalEventSource settings,
            SqsQueue queue,
            FunctionInvoker function,
            BatchDelivery delivery) {
        this.settings = settings;
        this.queue = queue;
        this.function = function;
        this.gatherer = new BatchGatherer(queue, settings);
        this.delivery = delivery;
        this.slots = new Semaphore(settings.maximumConcurrency());
        this.batches =
                Executors.newCachedThreadPool(Threads.daemon("mailroom-batch-" + settings.queue()));
    }

    public void start() {
        poller = Threads.startDaemon("mailroom-poller-" + settings.queue(), this::poll);
    }

    private void poll() {
        try {
            while (!closed) {
                pollOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce() throws InterruptedException {
        try {
            awaitSlot();
            awaitEnvironment();
            for (Batch batch : gatherer.next()) {
                slots.acquire();
                batches.execute(() -> deliver(batch));
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                log.error("{}polling failed, trying again.", settings.place(), e);
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    // Nothing is received that would then have to wait. Only this thread takes slots.
    private void awaitSlot() throws InterruptedException {
        slots.acquire();
        slots.release();
    }

    // Before anything is received, so that the start of an environment does not use up the
    // visibility timeout of its messages.
    private void awaitEnvironment() throws IOException, InterruptedException {
        while (!function.awaitFree()) {
            if (queue.hasMessages()) {
                function.makeAnother();
            }
        }
    }

    private void deliver(Batch batch) {
        try {
            delivery.deliver(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                log.error("{}a batch failed; its messages are redelivered.", settings.place(), e);
            }
        } finally {
            slots.release();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        Thread thread = poller;
        try {
            if (thread != null) {
                thread.interrupt();
                thread.join(PATIENCE.toMillis());
            }
        } finally {
            batches.shutdownNow();
        }
        batches.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}

package dev.mailroom.local.internal.delivery;

import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.PipelineStep;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells the listener what happened, in order, on a thread of its own, so that a slow listener does
 * not hold up anything.
 */
public final class Steps implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Steps.class);

    private final Consumer<? super PipelineStep> listener;
    private final AtomicLong added = new AtomicLong();
    private final EventTrace trace;
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Threads.daemon("mailroom-steps"),
                    // After the end no one listens any more.
                    new ThreadPoolExecutor.DiscardPolicy());

    public Steps(Consumer<? super PipelineStep> listener) {
        this(listener, EventTrace.NONE);
    }

    public Steps(Consumer<? super PipelineStep> listener, EventTrace trace) {
        this.listener = listener;
        this.trace = trace;
    }

    public void add(PipelineStep step) {
        added.incrementAndGet();
        executor.execute(() -> tell(step, () -> listener.accept(step)));
    }

    /** Traces a new event. */
    public void began(BusEvent event) {
        if (trace != EventTrace.NONE) {
            executor.execute(() -> tell(event, () -> trace.began(event)));
        }
    }

    /** Traces that a part has taken a message. */
    public void handedOn(OutgoingMessage message, Destination to, String id) {
        String eventId = message.eventId();
        if (eventId != null && trace != EventTrace.NONE) {
            executor.execute(() -> tell(to, () -> trace.handedOn(eventId, to, id)));
        }
    }

    private static void tell(Object what, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            log.warn("The listener of the local pipeline failed at: {}", what, e);
        }
    }

    /** How many steps there have been. */
    public long count() {
        return added.get();
    }

    /** Waits until the listener has been told of everything that has happened so far. */
    public void awaitTold() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        executor.execute(told::countDown);
        told.await();
    }

    @Override
    public void close() throws InterruptedException {
        executor.shutdown();
        executor.awaitTermination(5, TimeUnit.SECONDS);
    }
}

package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.DeliveredEvent;
import dev.mailroom.local.eventbus.DeliveryType;
import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.SubscriberStep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Delivers the events that one subscriber wants to its target, in batches. A failed event is
 * retried by itself while others continue; if order counts, those behind it in its group wait for
 * it.
 *
 * <p>Thread-safe: one batch at a time.
 */
final class SubscriberDelivery {

    private final Subscriber subscriber;
    private final Filters filters;
    private final Recipients recipients;
    private final Retries retries;
    private final FailureRecords failures;
    private final Steps steps;
    private final Clock clock;
    private final Supplier<String> ids;

    private final Deque<Waiting> waiting = new ArrayDeque<>(); // guarded by itself
    // Behind an event of their group that failed, guarded by this.
    private final Map<String, Deque<Waiting>> held = new HashMap<>();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean running;

    SubscriberDelivery(
            Subscriber subscriber,
            Recipients recipients,
            Retries retries,
            FailureRecords failures,
            Steps steps,
            Clock clock,
            Supplier<String> ids) {
        this.subscriber = subscriber;
        this.filters = new Filters(subscriber.filters());
        this.recipients = recipients;
        this.retries = retries;
        this.failures = failures;
        this.steps = steps;
        this.clock = clock;
        this.ids = ids;
        this.running = subscriber.running();
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** How many events are in progress, not counting those that wait for a stopped subscriber. */
    int pending() {
        return running ? pending.get() : 0;
    }

    void resume() {
        running = true;
    }

    /** Takes an event if the subscriber wants it, and returns whether it does. */
    boolean offer(DeliveredEvent delivered) {
        if (!filters.pass(delivered)) {
            return false;
        }
        RetainedEvent event = delivered.event();
        steps.add(
                new SubscriberStep.SubscriberMatched(
                        event.id(), subscriber.name(), subscriber.target().toString()));
        // The age of a replayed event does not begin with its first delivery.
        boolean isLive = delivered.type() == DeliveryType.LIVE;
        Instant since = isLive ? event.ingested() : clock.instant();
        pending.incrementAndGet();
        synchronized (waiting) {
            waiting.add(new Waiting(delivered, since, 0));
        }
        return true;
    }

    /** Delivers the waiting events, each at least once, except those that must wait for another. */
    synchronized void deliver() throws InterruptedException {
        for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
            attempt(batch);
        }
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (waiting) {
            while (running && !waiting.isEmpty() && batch.size() < subscriber.batchSize()) {
                batch.add(waiting.remove());
            }
        }
        return batch;
    }

    private synchronized void again(List<Waiting> batch) throws InterruptedException {
        attempt(batch);
        deliver();
    }

    private void attempt(List<Waiting> batch) throws InterruptedException {
        Failed failed = new Failed(new ArrayList<>(), new LinkedHashMap<>());
        for (Waiting one : batch) {
            String group = group(one);
            Deque<Waiting> before = one.isNew() && group != null ? held.get(group) : null;
            if (before != null) {
                // V18: a failing event holds up those behind it in its group, and no others.
                before.add(one);
            } else {
                send(one, failed);
            }
        }
        for (Map.Entry<FailureRecord.Failure, List<RetainedEvent>> gone :
                failed.gone().entrySet()) {
            failures.record(gone.getKey(), gone.getValue());
            pending.addAndGet(-gone.getValue().size());
        }
        if (!failed.again().isEmpty()) {
            // V16: only failed events are retried.
            retries.later(() -> again(failed.again()));
        }
    }

    private void send(Waiting one, Failed failed) throws InterruptedException {
        try {
            recipients.send(subscriber.target(), message(one.delivered()));
        } catch (IOException | RuntimeException e) {
            // V24: whatever the fault, it is one failed attempt, and the rest of the batch
            // continues.
            failed(one.failed(), String.valueOf(e.getMessage()), failed);
            return;
        }
        if (!one.isNew()) {
            steps.add(
                    new SubscriberStep.RetrySucceeded(
                            one.event().id(),
                            subscriber.name(),
                            subscriber.target().toString(),
                            one.attempts() + 1));
        }
        pending.decrementAndGet();
        release(one);
    }

    private OutgoingMessage message(DeliveredEvent event) throws IOException {
        OutgoingMessage message = Messages.of(subscriber, event);
        // V27: on another bus it is another event.
        return subscriber.target().kind() == Destination.Kind.BUS
                ? new OutgoingMessage(anotherEvent(message.body()), null)
                : message;
    }

    private String anotherEvent(String event) throws IOException {
        try {
            return BusEvent.read(event).withId(ids.get()).toJson();
        } catch (IOException e) {
            // Without Jackson's words, which would quote the event.
            throw new IOException("a Classic bus accepts only events");
        }
    }

    private void failed(Waiting one, String error, Failed failed) {
        steps.add(
                new SubscriberStep.AttemptFailed(
                        one.event().id(),
                        subscriber.name(),
                        subscriber.target().toString(),
                        one.attempts(),
                        error));
        String group = group(one);
        FailureRecord.Condition exhausted = exhausted(one);
        if (exhausted != null) {
            failed.gone()
                    .computeIfAbsent(
                            new FailureRecord.Failure(error, exhausted, one.retries(), group),
                            first -> new ArrayList<>())
                    .add(one.event());
            release(one);
        } else {
            failed.again().add(one);
            if (group != null) {
                held.computeIfAbsent(group, first -> new ArrayDeque<>());
            }
        }
    }

    // V24: the number of attempts is checked before the age.
    private FailureRecord.@Nullable Condition exhausted(Waiting one) {
        if (one.retries() >= subscriber.retries().maxAttempts()) {
            return FailureRecord.Condition.ATTEMPTS;
        }
        Instant end = one.since().plus(subscriber.retries().maxAge());
        return clock.instant().isBefore(end) ? null : FailureRecord.Condition.AGE;
    }

    /** Releases the events that waited behind an event. */
    private void release(Waiting one) {
        String group = group(one);
        Deque<Waiting> behind = one.isNew() || group == null ? null : held.remove(group);
        if (behind != null) {
            synchronized (waiting) {
                // Before those that came later.
                behind.descendingIterator().forEachRemaining(waiting::addFirst);
            }
        }
    }

    private @Nullable String group(Waiting one) {
        return subscriber.ordered() ? one.event().group() : null;
    }

    /** The failures of a batch: those to retry, and those given up for the same reason. */
    private record Failed(
            List<Waiting> again, Map<FailureRecord.Failure, List<RetainedEvent>> gone) {}
}

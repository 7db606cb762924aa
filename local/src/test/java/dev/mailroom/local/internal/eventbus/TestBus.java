package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.step.PipelineStep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * A bus without a pipeline: time passes, and failed events are retried, only when a test says so.
 */
final class TestBus {

    static final Destination QUEUE = Destination.queue("paid");
    static final String ARN = CustomBus.of("shop").arn();
    static final Destination FAILED = Destination.queue("failed");
    static final Instant START = Instant.parse("2026-11-25T12:00:00.123Z");

    final List<OutgoingMessage> sent = new ArrayList<>();
    final List<OutgoingMessage> records = new ArrayList<>();
    // What the target refuses to take.
    final Set<String> refused = new TreeSet<>();

    private final RecordedSteps recorded = new RecordedSteps();
    private final Steps steps = new Steps(recorded);
    private final Recipients recipients = new Recipients();
    private final Queue<Retries.Attempt> later = new ArrayDeque<>();
    private final Time clock = new Time();
    private final CustomBuses buses;
    private int ids;

    TestBus(Subscriber... subscribers) {
        recipients.add(QUEUE, message -> take(message, sent));
        recipients.add(Destination.bus("classic"), message -> take(message, sent));
        recipients.add(FAILED, message -> take(message, records));
        recipients.add(Destination.queue("failed.fifo"), message -> take(message, records));
        buses = new CustomBuses(recipients, later::add, steps, clock, this::newId);
        buses.add(CustomBus.of("shop"), List.of(subscribers));
    }

    static Subscriber.Builder subscriber() {
        return Subscriber.builder("paid", "shop", QUEUE);
    }

    private String newId() {
        ids++;
        return "id-" + ids;
    }

    private void take(OutgoingMessage message, List<OutgoingMessage> taken) throws IOException {
        for (String one : refused) {
            if (message.body().contains(one)) {
                throw new IOException("sqs: refused");
            }
        }
        taken.add(message);
    }

    static BusEntry.Raw raw(String data) {
        return raw(data, null, null);
    }

    static BusEntry.Raw raw(String data, @Nullable String group, @Nullable String deduplicationId) {
        return new BusEntry.Raw(
                "application/json", data, Map.of(), new BusEntry.Identity(group, deduplicationId));
    }

    List<RetainingBus.Published> publish(BusEntry... entries) throws InterruptedException {
        return publish(false, entries);
    }

    List<RetainingBus.Published> publish(boolean byContent, BusEntry... entries)
            throws InterruptedException {
        RetainingBus bus = buses.byArn(ARN);
        if (bus == null) {
            throw new IllegalStateException("there is no bus");
        }
        return bus.publish(List.of(entries), byContent);
    }

    /** Answers a request of the bus's protocol, as far as it is not about HTTP. */
    ObjectNode publish(Publication operation, JsonNode request)
            throws RefusedException, InterruptedException {
        return operation.publish(request, buses, steps);
    }

    void put(LocalEvent event) throws InterruptedException {
        var unused = buses.put(event.onBus("shop"));
    }

    String putAsOnThePage(LocalEvent event) throws InterruptedException {
        return buses.publish(event.onBus("shop"));
    }

    int replay(Replay part) throws InterruptedException {
        return buses.replay("shop", "paid", part);
    }

    void resume() throws InterruptedException {
        buses.resume("shop", "paid");
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** Tries again once what waits for that, and says whether there was something. */
    boolean retry() throws InterruptedException {
        Retries.Attempt attempt = later.poll();
        if (attempt != null) {
            attempt.run();
        }
        return attempt != null;
    }

    Map<String, Integer> pending() {
        return buses.pending();
    }

    List<String> bodies() {
        return sent.stream().map(OutgoingMessage::body).toList();
    }

    /** The steps of one kind, as they are told. */
    List<String> told(Class<? extends PipelineStep> kind) throws InterruptedException {
        steps.close();
        return recorded.of(kind, step -> true).stream().map(PipelineStep::describe).toList();
    }

    private static final class Time extends Clock {

        // Finer than what an event says of its time.
        private Instant now = START.plusNanos(456_789);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

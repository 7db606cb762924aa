package dev.mailroom.eventbridge;

import dev.mailroom.Backoff;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Puts entries on a bus, and retries those that it refuses as long as there is time. Thread-safe.
 */
final class Publishing {

    private final EventTransport bus;
    private final int attempts;
    private final Backoff backoff;
    private final LongConsumer pause;

    Publishing(EventTransport bus, int attempts, Backoff backoff, LongConsumer pause) {
        this.bus = bus;
        this.attempts = attempts;
        this.backoff = backoff;
        this.pause = pause;
    }

    /** Publishes the entries and returns their ids. */
    List<String> publish(List<OutgoingEntry> entries) {
        return ids(entries, putAll(entries));
    }

    /** Puts the entries, attempt by attempt; returns what ended the attempts early, or null. */
    private @Nullable Exception putAll(List<OutgoingEntry> entries) {
        RequestTime time = RequestTime.now();
        try {
            List<OutgoingEntry> open = put(entries, time);
            for (int attempt = 1; !open.isEmpty() && attempt < attempts; attempt++) {
                Duration wait = backoff.after(attempt);
                if (!time.allows(wait)) {
                    return null;
                }
                pause.accept(wait.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    return new InterruptedException();
                }
                open = put(open, time);
            }
            return null;
        } catch (SdkException e) {
            return e;
        }
    }

    /** Puts entries, request by request, and returns those that are worth another attempt. */
    private List<OutgoingEntry> put(List<OutgoingEntry> entries, RequestTime time) {
        List<OutgoingEntry> again = new ArrayList<>();
        for (List<OutgoingEntry> request : bus.requests(entries)) {
            Duration left = time.left();
            if (left.isZero()) {
                return List.of();
            }
            List<EventTransport.Answer> answers = send(request, left);
            for (int i = 0; i < request.size(); i++) {
                request.get(i).result = answers.get(i).result();
                if (answers.get(i).mayBeMended()) {
                    again.add(request.get(i));
                }
            }
        }
        return again;
    }

    private List<EventTransport.Answer> send(List<OutgoingEntry> request, Duration time) {
        try {
            return bus.send(request, time);
        } catch (SdkException e) {
            // The SDK has retried. It is unknown whether EventBridge took them.
            for (OutgoingEntry entry : request) {
                entry.result = new PublishResult.Failed(e.getClass().getSimpleName());
            }
            throw e;
        }
    }

    private static List<String> ids(List<OutgoingEntry> entries, @Nullable Exception cause) {
        List<String> ids = new ArrayList<>(entries.size());
        List<PublishResult> results = new ArrayList<>(entries.size());
        for (OutgoingEntry entry : entries) {
            results.add(entry.result);
            if (entry.result instanceof PublishResult.Published published) {
                ids.add(published.eventId());
            }
        }
        if (ids.size() < results.size()) {
            throw new PublishException(results, cause);
        }
        return List.copyOf(ids);
    }
}

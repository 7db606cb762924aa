package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNullElse;

import dev.mailroom.Backoff;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Puts the entries of one call, chunk by chunk, and keeps what became of each. */
final class PutRequests {

    // C22
    static final int MAX_ENTRIES = 10;
    static final long MAX_BYTES = 1024 * 1024;

    /** What no second attempt mends; anything else, an unknown code included, gets one. */
    private static final Set<String> FINAL =
            Set.of(
                    "AccessDeniedException",
                    "InvalidAccountIdException",
                    "InvalidArgument",
                    "MalformedDetail",
                    "NotAuthorizedForDetailTypeException",
                    "NotAuthorizedForSourceException",
                    "RedactionFailure",
                    "ResourceNotFoundException");

    private final EventBridgeClient client;
    private final int attempts;
    private final Backoff backoff;
    private final LongConsumer pause;
    private final List<PutEntry> entries;
    private final List<PublishResult> results;
    private @Nullable Throwable cause;

    PutRequests(
            EventBridgeClient client,
            int attempts,
            Backoff backoff,
            LongConsumer pause,
            List<PutEntry> entries) {
        this.client = client;
        this.attempts = attempts;
        this.backoff = backoff;
        this.pause = pause;
        this.entries = entries;
        this.results =
                new ArrayList<>(
                        Collections.nCopies(entries.size(), new PublishResult.Failed("NotSent")));
    }

    /** Puts all entries and returns their ids, or says which have none. */
    List<String> put() {
        try {
            putAll();
        } catch (SdkException e) {
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause = e;
        }
        List<String> ids = new ArrayList<>(results.size());
        for (PublishResult result : results) {
            if (result instanceof PublishResult.Published published) {
                ids.add(published.eventId());
            }
        }
        if (ids.size() < results.size()) {
            throw new PublishException(results, cause);
        }
        return List.copyOf(ids);
    }

    private void putAll() throws InterruptedException {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            open.add(i);
        }
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            List<Integer> again = new ArrayList<>();
            for (List<Integer> chunk : chunks(open)) {
                again.addAll(put(chunk));
            }
            if (again.isEmpty() || attempt == attempts) {
                return;
            }
            open = again;
            pause.accept(backoff.after(attempt).toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private List<List<Integer>> chunks(List<Integer> open) {
        List<List<Integer>> chunks = new ArrayList<>();
        List<Integer> chunk = new ArrayList<>();
        long bytes = 0;
        for (int i : open) {
            long more = entries.get(i).bytes();
            if (chunk.size() == MAX_ENTRIES || (!chunk.isEmpty() && bytes + more > MAX_BYTES)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(i);
            bytes += more;
        }
        chunks.add(chunk);
        return chunks;
    }

    /** Puts one chunk and returns what of it is worth another attempt. */
    private List<Integer> put(List<Integer> chunk) {
        PutEventsResponse response = send(chunk);
        // C22: a success as a whole can hold failed entries.
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < chunk.size(); i++) {
            PutEventsResultEntry result = response.entries().get(i);
            if (result.eventId() != null && result.errorCode() == null) {
                results.set(chunk.get(i), new PublishResult.Published(result.eventId()));
            } else {
                String code = requireNonNullElse(result.errorCode(), "Unknown");
                results.set(chunk.get(i), new PublishResult.Failed(code));
                if (!FINAL.contains(code)) {
                    again.add(chunk.get(i));
                }
            }
        }
        return again;
    }

    private PutEventsResponse send(List<Integer> chunk) {
        try {
            return client.putEvents(
                    PutEventsRequest.builder()
                            .entries(chunk.stream().map(i -> entries.get(i).entry()).toList())
                            .build());
        } catch (SdkException e) {
            // The SDK has retried. Whether EventBridge took them cannot be told.
            for (int i : chunk) {
                results.set(i, new PublishResult.Failed(e.getClass().getSimpleName()));
            }
            throw e;
        }
    }
}

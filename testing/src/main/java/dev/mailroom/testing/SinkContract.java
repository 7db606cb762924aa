package dev.mailroom.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.Outcome;
import dev.mailroom.RecordHandler;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What every {@link Sink} must do. Each test uses keys of its own, so one store can serve all of
 * them.
 */
public abstract class SinkContract {

    /** For the class that extends it. */
    protected SinkContract() {}

    /**
     * What the contract writes.
     *
     * @param text some text
     */
    public record Note(String text) {}

    /**
     * Returns the sink under test.
     *
     * @return the sink
     */
    protected abstract Sink<Note> sink();

    /**
     * Returns what is stored under a key.
     *
     * @param key the key
     * @return the note, or empty if there is none
     */
    protected abstract Optional<Note> stored(IdempotencyKey key);

    @Test
    void writesAKeyOnceAndCallsTheRestDuplicates() {
        IdempotencyKey key = newKey();

        assertThat(sink().write(key, new Note("first"))).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink().write(key, new Note("first"))).isEqualTo(WriteResult.DUPLICATE);
        assertThat(stored(key)).contains(new Note("first"));
    }

    @Test
    void whatIsNotWrittenIsNotThere() {
        assertThat(stored(newKey())).isEmpty();
    }

    @Test
    void scopesKeepHandlersApart() {
        IdempotencyKey key = newKey();

        assertThat(sink().write(key.in("a"), new Note("of a"))).isEqualTo(WriteResult.WRITTEN);
        assertThat(sink().write(key.in("b"), new Note("of b"))).isEqualTo(WriteResult.WRITTEN);
        assertThat(stored(key.in("a"))).contains(new Note("of a"));
        assertThat(stored(key.in("b"))).contains(new Note("of b"));
        assertThat(stored(key)).isEmpty();
    }

    @Test
    void tellsTheDeliveryOfADuplicateAndOfNothingElse() {
        IdempotencyKey key = newKey();
        Sink<Note> sink = sink();
        List<Outcome> outcomes = new ArrayList<>();
        RecordHandler handler = (record, delivery) -> sink.write(key, new Note("same"), delivery);
        SqsBatchHandler batches =
                SqsBatchHandler.builder(handler)
                        .listener((delivery, outcome) -> outcomes.add(outcome))
                        .build();

        batches.handleRequest(Batches.batch("first", "second"), Invocation.invocation());

        assertThat(outcomes).containsExactly(new Outcome.Done(), new Outcome.Duplicate());
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void refusesNothingForAKeyOrAnItem() {
        assertThatNullPointerException().isThrownBy(() -> sink().write(null, new Note("a")));
        assertThatNullPointerException().isThrownBy(() -> sink().write(newKey(), null));
    }

    @Test
    void exactlyOneOfManyWritersAtOnceWrites() throws Exception {
        Sink<Note> sink = sink();
        CyclicBarrier together = new CyclicBarrier(8);
        for (int round = 0; round < 20; round++) {
            IdempotencyKey key = newKey();
            List<Callable<WriteResult>> writers =
                    Collections.nCopies(
                            8,
                            () -> {
                                together.await(1, TimeUnit.MINUTES);
                                return sink.write(
                                        key,
                                        new Note("same"),
                                        Deliveries.delivery(Duration.ofMinutes(1)));
                            });

            assertThat(atOnce(writers))
                    .containsOnlyOnce(WriteResult.WRITTEN)
                    .filteredOn(result -> result == WriteResult.DUPLICATE)
                    .hasSize(7);
            assertThat(stored(key)).contains(new Note("same"));
        }
    }

    /**
     * Returns a key that no other test uses.
     *
     * @return the key
     */
    protected static IdempotencyKey newKey() {
        return IdempotencyKey.of(UUID.randomUUID().toString());
    }

    private static <R> List<R> atOnce(List<Callable<R>> calls) throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(calls.size());
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> future : lanes.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            lanes.shutdownNow();
        }
    }
}
